/* Leads through a guide one question at a time. Without this file the whole tree is there to read.
   The answers so far stand in the address, #g=GDE-BUY-001:1.2, so that a link or the browser's
   back button finds the same place. The screens themselves are those of the outline. */
(function () {
  "use strict";

  const ADDRESS = /^#g=([^:]+):?([\d.]*)$/;
  const DIGIT = /^[1-9]$/;

  /** The answers that the address names for a guide; null where it names another place. */
  function named(id) {
    const [, guide, answers] = ADDRESS.exec(location.hash) ?? [];
    return guide === id ? answers.split(".").filter(Boolean).map(Number) : null;
  }

  function button(className, text) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.append(text);
    return made;
  }

  class Guide {
    constructor(root) {
      this.root = root;
      this.id = root.dataset.kbGuide;
      this.answers = [];
      this.outline = root.querySelector(".kb-guide__outline");
      this.trail = root.querySelector(".kb-guide__trail");
      this.choices = root.querySelector(".kb-guide__choices");
      this.note = root.querySelector(".kb-guide__note");
      this.tools = root.querySelector(".kb-guide__tools");
      this.screens = new Map(
        [...this.outline.querySelectorAll("[data-screen]")].map((each) => [each.dataset.screen, each]),
      );
    }

    start() {
      if (!this.screens.size) return;
      this.tool("back").addEventListener("click", () => this.go(this.answers.slice(0, -1)));
      this.tool("restart").addEventListener("click", () => this.go([]));
      this.tool("copy").addEventListener("click", () => this.copy());
      this.tool("whole").addEventListener("click", () => this.toggle());
      this.root.addEventListener("keydown", (event) => this.press(event));
      addEventListener("popstate", () => this.follow());
      this.tools.hidden = false;
      this.show([]);
      this.follow();
    }

    tool(name) {
      return this.tools.querySelector(`[data-guide="${name}"]`);
    }

    /* ---- Where the answers lead ---- */

    options(screen) {
      const list = screen.nextElementSibling;
      return list?.matches(".kb-guide__answers") ? [...list.children] : [];
    }

    /** The screens met; fewer than the answers where one of them does not fit. */
    way(answers) {
      const met = [this.screens.get("1")];
      for (const number of answers) {
        const next = this.screens.get(this.options(met.at(-1))[number - 1]?.dataset.next);
        if (!next) break;
        met.push(next);
      }
      return met;
    }

    /* ---- What the reader does ---- */

    choose(number) {
      if (this.way([...this.answers, number]).length > this.answers.length + 1) {
        this.go([...this.answers, number]);
      }
    }

    go(answers) {
      const place = answers.length ? `:${answers.join(".")}` : "";
      history.pushState(null, "", `#g=${this.id}${place}`);
      this.show(answers);
      this.focus();
    }

    press(event) {
      const isOther = event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input");
      if (isOther || !DIGIT.test(event.key) || this.isWhole()) return;
      event.preventDefault();
      this.choose(Number(event.key));
    }

    async copy() {
      const address = new URL(location.href);
      address.hash = `g=${this.id}${this.answers.length ? `:${this.answers.join(".")}` : ""}`;
      try {
        await navigator.clipboard.writeText(address.href);
        this.note.textContent = this.root.dataset.wordCopied;
      } catch {
        this.note.textContent = address.href; // no clipboard without https: the reader copies it
      }
    }

    isWhole() {
      return !("running" in this.root.dataset);
    }

    toggle() {
      if (this.isWhole()) this.show(this.answers);
      else this.showWhole();
    }

    /** Goes where the address says: to answers, or to a screen in the whole tree. */
    follow() {
      const answers = named(this.id);
      const screen = [...this.screens.values()].find((each) => `#${each.id}` === location.hash);
      if (answers) {
        this.show(answers);
        this.focus();
      } else if (screen) {
        this.showWhole();
        screen.scrollIntoView();
      } else if (!location.hash) {
        this.show([]);
      }
    }

    /* ---- What is shown ---- */

    show(answers) {
      const way = this.way(answers);
      this.answers = answers.slice(0, way.length - 1);
      this.note.textContent = this.answers.length < answers.length ? this.root.dataset.wordInvalid : "";
      this.setRunning(true);
      for (const screen of this.screens.values()) delete screen.dataset.current;
      way.at(-1).dataset.current = "";
      this.showTrail(way);
      this.showChoices(way.at(-1));
      this.tool("back").disabled = this.tool("restart").disabled = !this.answers.length;
    }

    showWhole() {
      this.setRunning(false);
      this.note.textContent = "";
    }

    setRunning(isRunning) {
      this.root.toggleAttribute("data-running", isRunning);
      for (const part of [this.trail, this.choices, this.root.querySelector(".kb-guide__keys")]) {
        part.hidden = !isRunning;
      }
      for (const name of ["back", "restart", "copy"]) this.tool(name).hidden = !isRunning;
      const { wordWhole, wordOne } = this.root.dataset;
      this.tool("whole").textContent = isRunning ? wordWhole : wordOne;
      for (const list of this.outline.querySelectorAll(".kb-guide__answers, .kb-guide__answers > li")) {
        if (isRunning) list.setAttribute("role", "none"); // one screen is no list
        else list.removeAttribute("role");
      }
    }

    showTrail(way) {
      this.trail.replaceChildren(
        ...this.answers.map((number, index) => {
          const question = way[index].querySelector(".kb-guide__words").textContent;
          const answer = this.label(this.options(way[index])[number - 1]);
          const step = button("kb-guide__step", question);
          step.append(Object.assign(document.createElement("b"), { textContent: answer }));
          step.title = this.root.dataset.wordChange.replace("{question}", () => question);
          step.addEventListener("click", () => this.go(this.answers.slice(0, index)));
          const item = document.createElement("li");
          item.append(step);
          return item;
        }),
      );
      this.trail.hidden = !this.answers.length;
    }

    showChoices(screen) {
      this.choices.replaceChildren(
        ...this.options(screen).map((option, index) => {
          const choice = button("kb-guide__choice", "");
          const key = Object.assign(document.createElement("kbd"), { textContent: index + 1 });
          choice.append(key, this.label(option));
          choice.disabled = !option.dataset.next;
          choice.addEventListener("click", () => this.choose(index + 1));
          return choice;
        }),
      );
      this.choices.hidden = !this.choices.children.length;
    }

    label(option) {
      return option.querySelector(".kb-guide__answer").textContent;
    }

    /** Puts the reader, and a screen reader, at the text that is new. */
    focus() {
      const text = this.outline.querySelector("[data-current] > .kb-guide__text");
      text.tabIndex = -1;
      text.focus({ preventScroll: true });
      const { top } = this.root.getBoundingClientRect();
      if (top < 0 || top > innerHeight / 2) this.root.scrollIntoView();
    }
  }

  for (const root of document.querySelectorAll("[data-kb-guide]")) new Guide(root).start();
})();
