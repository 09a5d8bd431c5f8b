/* Reports a quiz to a learning system by the run-time interface of SCORM 1.2: status, score, time
   and the answers so far, which come back when the learner does. Without a learning system the
   lesson works all the same and says that nothing is recorded. */
(function () {
  "use strict";

  const MOST_WINDOWS = 50;
  const started = Date.now();
  const quiz = document.querySelector("[data-kb-quiz]");
  const notice = document.querySelector(".notice");
  const prefix = `${document.body.dataset.module}/`;
  const api = findApi(window) ?? findApi(window.opener);
  let isOpen = false;
  let isPassed = false;

  /** The object `API` of a window or of one around it; a window of another site has none for us. */
  function findApi(start) {
    let place = start;
    for (let count = 0; place && count < MOST_WINDOWS; count += 1) {
      try {
        if (place.API) return place.API;
      } catch {
        return null;
      }
      if (place.parent === place) return null;
      place = place.parent;
    }
    return null;
  }

  function show(state) {
    notice.dataset.state = state;
    for (const each of notice.children) each.hidden = each.dataset.notice !== state;
  }

  /** Calls the learning system; whatever goes wrong there must not stop the lesson. */
  function call(name, ...values) {
    try {
      return String(api[name](...values));
    } catch {
      return "";
    }
  }

  function put(values) {
    const taken = Object.entries(values).map(([key, value]) => call("LMSSetValue", `cmi.core.${key}`, String(value)));
    return taken.every((each) => each === "true");
  }

  /** Hours:minutes:seconds, the hours with at least two digits. */
  function sessionTime() {
    const seconds = Math.floor((Date.now() - started) / 1000);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return parts.map((each) => String(each).padStart(2, "0")).join(":");
  }

  function held() {
    const text = call("LMSGetValue", "cmi.suspend_data");
    return text.startsWith(prefix) ? text.slice(prefix.length).split(",").map(Number) : [];
  }

  function report({ detail }) {
    if (!isOpen) return;
    const kept = call("LMSSetValue", "cmi.suspend_data", prefix + detail.chosen.join(",")) === "true";
    let values = {};
    if (detail.isComplete) {
      isPassed = isPassed || detail.isPassed;
      values = { "score.min": 0, "score.max": 100, "score.raw": detail.percent };
      values.lesson_status = isPassed ? "passed" : "failed";
    }
    const isTaken = put({ ...values, session_time: sessionTime() }) && kept;
    show(isTaken && call("LMSCommit", "") === "true" ? "connected" : "failed");
  }

  function finish() {
    if (!isOpen) return;
    isOpen = false;
    put({ session_time: sessionTime(), exit: "suspend" });
    call("LMSCommit", "");
    call("LMSFinish", "");
  }

  function start() {
    isOpen = call("LMSInitialize", "") === "true";
    show(isOpen ? "connected" : "failed");
    if (!isOpen) return;
    const status = call("LMSGetValue", "cmi.core.lesson_status");
    isPassed = status === "passed";
    if (!["passed", "failed", "completed"].includes(status)) put({ lesson_status: "incomplete" });
    quiz.dispatchEvent(new CustomEvent("kb-quiz-restore", { detail: { chosen: held() } }));
    quiz.addEventListener("kb-quiz", report);
    window.addEventListener("pagehide", finish);
  }

  if (api && quiz) start();
})();
