/* A quiz of a training module: asks one question at a time or all in a list, judges each answer at
   once, opens its reason, counts at the end. Nothing is stored; without it the page is a list of
   questions with folded answers. A learning package listens to `kb-quiz` and sends back what was
   answered before as `kb-quiz-restore`; both carry the chosen numbers in `detail.chosen`, 0 for
   a question that is open. */
(function () {
  "use strict";

  function startQuiz(root) {
    const texts = JSON.parse(root.querySelector("[data-kb-quiz-words]").textContent);
    const find = (name) => root.querySelector(`[data-kb-quiz-${name}]`);
    const [bar, progress, mode, steps] = ["bar", "progress", "mode", "steps"].map(find);
    const result = find("result");
    const questions = [...root.querySelectorAll("[data-kb-question]")];
    const passMark = Number(root.dataset.passMark);
    const chosen = questions.map(() => 0);
    let isSingle = true;
    let current = 0;

    function words(key, values = {}) {
      return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    }

    const isRight = (index) => chosen[index] === Number(questions[index].dataset.answer);
    const isComplete = () => chosen.every(Boolean);

    function score() {
      const right = questions.filter((_, index) => isRight(index)).length;
      const percent = Math.floor((100 * right) / questions.length);
      return { right, percent, isPassed: percent >= passMark };
    }

    /* ---- What is shown ---- */

    function show() {
      const count = questions.length;
      questions.forEach((each, index) => (each.hidden = isSingle && index !== current));
      steps.hidden = !isSingle;
      const [previous, next] = steps.querySelectorAll("button");
      previous.disabled = current === 0;
      next.disabled = current === count - 1;
      const answered = chosen.filter(Boolean).length;
      const number = isSingle ? current + 1 : answered;
      progress.textContent = isSingle ? words("quiz-progress", { number, count }) : `${answered} / ${count}`;
      mode.textContent = words(isSingle ? "quiz-list" : "quiz-single");
    }

    function showAnswer(index) {
      const question = questions[index];
      const fields = [...question.querySelectorAll("input")];
      const option = (field) => field.closest("label");
      const answer = option(fields[Number(question.dataset.answer) - 1]);
      fields.forEach((field, place) => {
        field.checked = place + 1 === chosen[index];
        field.disabled = chosen[index] > 0;
        option(field).dataset.state = "";
      });
      question.querySelector("[type=submit]").hidden = chosen[index] > 0;
      question.querySelector("details").open = chosen[index] > 0;
      if (!chosen[index]) return tell(question, "", "");
      option(fields[chosen[index] - 1]).dataset.state = "wrong";
      answer.dataset.state = "right";
      if (isRight(index)) tell(question, words("quiz-right"), "right");
      else tell(question, words("quiz-wrong", { answer: answer.textContent.trim() }), "wrong");
    }

    function tell(question, text, state) {
      const verdict = question.querySelector(".kb-quiz__verdict");
      verdict.textContent = text;
      verdict.dataset.state = state;
    }

    function showResult() {
      const { right, percent, isPassed } = score();
      result.hidden = !isComplete();
      result.dataset.state = isPassed ? "right" : "wrong";
      const values = { right, percent, count: questions.length };
      result.querySelector(".kb-quiz__score").textContent = words("quiz-result", values);
      const verdict = words(isPassed ? "quiz-passed" : "quiz-failed");
      result.querySelector(".kb-quiz__passed").textContent = verdict;
    }

    function showAll() {
      questions.forEach((_, index) => showAnswer(index));
      show();
      showResult();
    }

    /* ---- What the learner does ---- */

    function report() {
      const detail = { chosen: [...chosen], isComplete: isComplete(), ...score() };
      root.dispatchEvent(new CustomEvent("kb-quiz", { detail, bubbles: true }));
    }

    function check(event, index) {
      event.preventDefault();
      const picked = questions[index].querySelector("input:checked");
      if (!picked) return tell(questions[index], words("quiz-choose"), "");
      chosen[index] = Number(picked.value);
      showAnswer(index);
      show();
      showResult();
      report();
      if (isComplete()) result.focus();
    }

    function step(distance) {
      current += distance;
      show();
      questions[current].focus();
    }

    function changeMode() {
      isSingle = !isSingle;
      show();
    }

    function again() {
      chosen.fill(0);
      current = 0;
      showAll();
      report();
      questions[0].focus();
    }

    function restore(event) {
      const held = event.detail.chosen;
      const fits = (number, index) => {
        const most = questions[index].querySelectorAll("input").length;
        return Number.isInteger(number) && number >= 0 && number <= most;
      };
      if (held.length !== chosen.length || !held.every(fits)) return;
      chosen.splice(0, chosen.length, ...held);
      current = Math.max(0, chosen.indexOf(0));
      showAll();
    }

    questions.forEach((question, index) => {
      question.querySelector("form").addEventListener("submit", (event) => check(event, index));
    });
    for (const button of steps.querySelectorAll("button")) {
      button.addEventListener("click", () => step(Number(button.dataset.kbQuizStep)));
    }
    mode.addEventListener("click", changeMode);
    find("again").addEventListener("click", again);
    root.addEventListener("kb-quiz-restore", restore);
    root.classList.add("kb-quiz--live");
    bar.hidden = false;
    showAll();
  }

  document.querySelectorAll("[data-kb-quiz]").forEach(startQuiz);
})();
