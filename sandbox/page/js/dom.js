// Builds elements. Text always becomes a text node, so nothing a person or a bot writes is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes, `on…` listeners, `data` and `style` entries; null and false children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  add(element, children);
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "style") for (const [key, text] of Object.entries(value)) element.style.setProperty(key, text);
  else if (name === "class") element.className = value;
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** Append children, nested lists allowed. */
export function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Replace everything inside an element. */
export function fill(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

const PATHS = {
  send: "M3 11.2 20.4 3.6c.6-.3 1.2.3 1 .9L15.3 20.6c-.3.7-1.2.7-1.5 0l-3-6.4-6.9-2.3c-.7-.2-.7-.5.1-.7Z",
  clip: "M8 12.5 14.6 6a3 3 0 0 1 4.3 4.3l-8.3 8.2a5 5 0 0 1-7-7L11 4",
  slash: "M14.5 5 9.5 19M4 4h16a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Z",
  keys: "M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8",
  reply: "M10 6 4 12l6 6M4.5 12H14a6 6 0 0 1 6 6v1",
  edit: "m4 20 1-4L16 5l3 3L8 19zM14 7l3 3",
  copy: "M9 9h10v11H9zM5 15V4h10",
  trash: "M5 7h14M10 7V4h4v3m-7 0 1 13h8l1-13",
  forward: "m14 6 6 6-6 6M19.5 12H10a6 6 0 0 0-6 6v1",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  close: "m6 6 12 12M18 6 6 18",
  down: "m6 9 6 6 6-6",
  up: "m6 15 6-6 6 6",
  left: "m15 6-6 6 6 6",
  right: "m9 6 6 6-6 6",
  photo: "M4 5h16v14H4zM4 16l4.5-4.5 4 4L15 13l5 4.5M15.5 9h.01",
  file: "M6 3h8l4 4v14H6zM14 3v5h4",
  place: "M12 21s7-6.1 7-11a7 7 0 1 0-14 0c0 4.9 7 11 7 11ZM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 21c.6-4 3.7-6 8-6s7.4 2 8 6",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-3.6 2.9-5.5 6.5-5.500s6 1.9 6.5 5.5M16 4.500a3.2 3.2 0 0 1 0 6.3M18 15c2 .7 3.2 2.4 3.5 5",
  voice: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3ZM6 11.500a6 6 0 0 0 12 0M12 17.5V21",
  play: "M8 5v14l11-7z",
  pause: "M8 5v14M16 5v14",
  download: "M12 4v11m-5-4.5 5 5 5-5M5 20h14",
  check: "m5 12.5 4.5 4.5L19 7.5",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
  bolt: "M13 3 5 14h6l-1 7 8-11h-6z",
  reset: "M5 5v5h5M5.5 10A7.5 7.5 0 1 1 5 15",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
  auto: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18",
  guide: "M4 5c3-1 5.5-.7 8 1 2.5-1.7 5-2 8-1v14c-3-1-5.5-.7-8 1-2.5-1.7-5-2-8-1zM12 6v14",
  more: "M12 6h.01M12 12h.01M12 18h.01",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM6 6l12 12",
  fill: "M12 4v10m-4-4 4 4 4-4M5 16v4h14v-4",
};
const SOLID = new Set(["send", "play", "bolt"]);

/** A drawing from the page's own small set, hidden from screen readers: the control around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  if (SOLID.has(name)) svg.classList.add("solid");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows only a drawing and says its label. */
export function iconButton(name, label, onclick, attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

/** A round picture of initials; `small` for lists inside a chat. */
export function avatar(of, size = "") {
  return h("span", { class: `avatar ${size}`, "aria-hidden": "true", style: { "--tint": of.color || "#5b7f95" } }, of.initials || initials(of.name || of.title));
}

function initials(name = "") {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? words.at(-1)[0] : "")).toUpperCase();
}
