// Menus, dialogs and toasts that belong to one phone: they open inside its frame.
import { h, icon } from "./dom.js";
import { t } from "./words.js";

/** Open a menu over `frame` near `anchor`. Items are `{icon, text, danger, do}` or elements; returns a function that closes it. */
export function openMenu(frame, anchor, items, label, extra = null) {
  const before = document.activeElement;
  const buttons = items.filter(Boolean).map((item) => h(
    "button",
    { type: "button", role: "menuitem", class: item.danger ? "danger" : "", onclick: () => { close(); item.do(); } },
    icon(item.icon), h("span", {}, item.text),
  ));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, extra?.(() => close()), buttons);
  const veil = h("div", { class: "veil", onpointerdown: (event) => { event.preventDefault(); close(); } });
  const close = () => {
    const had = menu.contains(document.activeElement);
    veil.remove();
    menu.remove();
    if (had && before?.isConnected) before.focus({ preventScroll: true });
  };
  menu.addEventListener("keydown", (event) => walk(event, [...menu.querySelectorAll("button")], close));
  frame.append(veil, menu);
  settle(frame, anchor, menu);
  (menu.querySelector("[role=menuitem]") ?? menu).focus({ preventScroll: true });
  return close;
}

function walk(event, buttons, close) {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length]?.focus();
  }
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}

/** Place `menu` beside `anchor` (a rectangle or an element), wholly inside `frame`. */
function settle(frame, anchor, menu) {
  const box = frame.getBoundingClientRect();
  const at = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
  const below = at.bottom - box.top + 4;
  const top = below + menu.offsetHeight > box.height - 8 ? at.top - box.top - menu.offsetHeight - 4 : below;
  const left = Math.min(Math.max(8, at.left - box.left), box.width - menu.offsetWidth - 8);
  menu.style.top = `${Math.min(Math.max(8, top), Math.max(8, box.height - menu.offsetHeight - 8))}px`;
  menu.style.left = `${left}px`;
}

/** A dialog inside a phone; `content(close)` gives its elements. */
export function openDialog(frame, label, content, role = "dialog") {
  const before = document.activeElement;
  const close = () => {
    veil.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
  };
  const box = h("div", { class: "dialog", role, "aria-modal": "true", "aria-label": label });
  const veil = h("div", { class: "veil dimmed" }, box);
  box.append(...content(close));
  veil.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") hold(event, box);
  });
  frame.append(veil);
  box.querySelector("input, button.main, button")?.focus({ preventScroll: true });
  return close;
}

function hold(event, box) {
  const stops = [...box.querySelectorAll("button, input, a[href], textarea")];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0]).focus();
}

/** A dialog with one text and one button, as a bot's alert. */
export function openAlert(frame, title, text) {
  openDialog(frame, title, (close) => [
    h("p", { class: "dialog-text" }, text),
    h("div", { class: "dialog-buttons" }, h("button", { type: "button", class: "main", onclick: close }, t("ok"))),
  ], "alertdialog");
}

const SHORTEST_TOAST = 2600; // milliseconds
const PER_LETTER = 45;

/** Short words over the chat that leave by themselves. */
export function toast(region, text) {
  const note = h("div", { class: "toast" }, text);
  region.replaceChildren(note);
  setTimeout(() => note.classList.add("leaving"), SHORTEST_TOAST + text.length * PER_LETTER);
  setTimeout(() => note.remove(), SHORTEST_TOAST + 300 + text.length * PER_LETTER);
}
