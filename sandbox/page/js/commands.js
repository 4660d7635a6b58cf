// The bot's commands: by the button, or as soon as "/" begins the text.
import { fill, h } from "./dom.js";
import { t } from "./words.js";

/** A list over the composer; arrow keys choose, Enter or a click sends, Escape closes. */
export class CommandList {
  constructor(send, back) {
    this.send = send;
    this.back = back;
    this.at = 0;
    this.shown = [];
    this.element = h("div", { class: "commands", role: "listbox", "aria-label": t("commands"), hidden: true });
  }

  toggle(commands) {
    if (this.element.hidden) this.#show(commands);
    else this.hide();
    this.back();
  }

  typed(text, commands = []) {
    const word = text.match(/^\/(\w*)$/)?.[1];
    if (word === undefined) this.hide();
    else this.#show(commands.filter(({ command }) => command.startsWith(word.toLowerCase())));
  }

  /** Take a key of the field; true when it was for the list. */
  key(event) {
    if (this.element.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.#mark();
    } else if (event.key === "Enter" && !event.shiftKey) this.#choose(this.shown[this.at].command);
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }

  #show(commands) {
    this.shown = commands;
    this.at = 0;
    this.element.hidden = !commands.length;
    fill(this.element, commands.map(({ command, description }) => h(
      "button",
      { type: "button", role: "option", tabindex: "-1", onclick: () => this.#choose(command) },
      h("strong", {}, `/${command}`), h("span", {}, description),
    )));
    this.#mark();
  }

  #mark() {
    [...this.element.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    this.element.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.element.hidden = true;
  }

  #choose(command) {
    this.hide();
    this.send(command);
    this.back();
  }
}
