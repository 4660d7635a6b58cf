// Text with Telegram's entities as elements. Offsets and lengths are UTF-16 units, as JavaScript's own strings count.
import { h } from "./dom.js";
import { t } from "./words.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_SCHEME = /^(https?|mailto|tel|tg):/i;

/** Nodes for a text; `deeds` gives `command(text)`, `copy(text)` and `link(url)`, which returns true when it took the link. */
export function formatted(text, entities, deeds) {
  const spans = (entities ?? [])
    .map((entity) => ({ entity, start: entity.offset, end: Math.min(entity.offset + entity.length, text.length) }))
    .filter((span) => span.end > span.start);
  return build(text, 0, text.length, spans, deeds);
}

function build(text, from, to, spans, deeds) {
  const queue = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const nodes = [];
  let at = from;
  while (queue.length) {
    const span = queue.shift();
    const start = Math.max(span.start, at);
    if (start >= span.end) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const inside = [];
    for (let index = 0; index < queue.length;) {
      const other = queue[index];
      if (other.start >= span.end) break;
      inside.push({ ...other, end: Math.min(other.end, span.end) });
      if (other.end > span.end) queue[index++] = { ...other, start: span.end };
      else queue.splice(index, 1);
    }
    const children = build(text, start, span.end, inside, deeds);
    nodes.push(element(span.entity, text.slice(start, span.end), children, deeds));
    at = span.end;
    if (BLOCKS.has(span.entity.type) && at < to && text[at] === "\n") at += 1; // the block already ends its line
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s" };

function element(entity, text, children, deeds) {
  const { type } = entity;
  if (TAGS[type]) return h(TAGS[type], {}, children);
  if (type === "code") return h("code", { title: t("copy_hint"), onclick: () => deeds.copy(text) }, children);
  if (type === "pre") return pre(entity, text, children, deeds);
  if (type === "spoiler") return spoiler(children);
  if (type === "blockquote") return h("blockquote", {}, children);
  if (type === "expandable_blockquote") return expandable(children);
  if (type === "bot_command") return h("button", { type: "button", class: "text-link", onclick: () => deeds.command(text) }, children);
  if (["hashtag", "cashtag", "mention", "text_mention"].includes(type)) return h("span", { class: "mention" }, children);
  const url = address(type, entity, text);
  return url ? link(url, children, deeds) : h("span", {}, children);
}

function address(type, entity, text) {
  if (type === "text_link") return entity.url;
  if (type === "email") return `mailto:${text}`;
  if (type === "phone_number") return `tel:${text.replace(/[^+\d]/g, "")}`;
  if (type === "url") return /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `http://${text}`;
  return null;
}

function link(url, children, deeds) {
  if (!SAFE_SCHEME.test(url)) return h("span", { class: "mention" }, children);
  const attributes = { href: url, target: "_blank", rel: "noopener noreferrer", title: url };
  return h("a", { ...attributes, onclick: (event) => deeds.link(url) && event.preventDefault() }, children);
}

function pre(entity, text, children, deeds) {
  const head = entity.language ? h("span", { class: "pre-language" }, entity.language) : null;
  return h("pre", { title: t("copy_hint"), onclick: () => deeds.copy(text) }, head, h("code", {}, children));
}

function spoiler(children) {
  const reveal = () => {
    cover.classList.add("shown");
    cover.removeAttribute("role");
    cover.removeAttribute("tabindex");
    cover.removeAttribute("aria-label");
  };
  const cover = h(
    "span",
    {
      class: "spoiler", role: "button", tabindex: "0", "aria-label": t("spoiler_show"), onclick: reveal,
      onkeydown: (event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), reveal()),
    },
    h("span", {}, children),
  );
  return cover;
}

function expandable(children) {
  const quote = h("blockquote", { class: "folded" }, children);
  const toggle = h("button", { type: "button", class: "unfold", "aria-expanded": "false" }, t("show_more"));
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.firstChild.data = t(folded ? "show_more" : "show_less");
  });
  return h("div", { class: "expandable" }, quote, toggle);
}
