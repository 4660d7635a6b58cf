// One row of a chat: a bubble (or an album) with its buttons, a service line, or a day's heading.
import { dayName, hourMinute } from "./clock.js";
import { avatar, h, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { album, media } from "./media.js";
import { summary, serviceText } from "./summary.js";
import { t } from "./words.js";

/** The heading over a day. */
export const dayRow = (instant) => h("div", { class: "day", role: "separator" }, h("span", {}, dayName(instant)));

/** A line that tells what happened to the chat itself. */
export function serviceRow(message, view) {
  const content = serviceText(message, view.nameOf);
  const pinned = message.service.kind === "pinned" && message.service.message_id;
  const inside = pinned ? h("button", { type: "button", onclick: () => view.deeds.jump(pinned) }, content) : h("span", {}, content);
  return h("div", { class: "service", data: { message: message.message_id } }, inside);
}

/** A row for one message or one album. `place` says how it stands in its run: `{first, last}`. */
export function messageRow(messages, place, view) {
  const [message] = messages;
  const out = message.author_id === view.phone.user_id;
  const inGroup = view.chat.type !== "private";
  const classes = ["row", out ? "out" : "in", place.first && "first", place.last && "last", inGroup && !out && "with-face"];
  const attributes = { class: classes.filter(Boolean).join(" "), tabindex: "-1", "aria-label": label(message, out, view) };
  if (messages.length === 1) attributes.data = { message: message.message_id };
  else attributes.data = { album: message.media_group_id };
  const row = h("article", attributes, inGroup && !out ? h("span", { class: "face" }, place.last ? avatar(message.from, "small") : null) : null,
    h("div", { class: "column" }, bubble(messages, out, inGroup && !out && place.first, view), inlineKeyboard(message, view), reactions(messages, view)));
  if (view.chat.can_send) {
    row.append(h("button", { type: "button", class: "quick-reply", tabindex: "-1", "aria-hidden": "true", title: t("reply"), onclick: () => view.deeds.reply(message) }, icon("reply")));
  }
  return row;
}

function label(message, out, view) {
  return `${out ? t("you") : message.from?.name ?? ""}, ${hourMinute(message.date)}: ${summary(message, view.nameOf)}`;
}

function bubble(messages, out, named, view) {
  const [message] = messages;
  const grid = messages.length > 1 && messages.some((one) => one.photo || one.video);
  const parts = grid ? [album(messages)] : messages.flatMap((one) => wrapped(media(one, view.deeds), one, messages.length > 1));
  const words = messages.find((one) => one.text ?? one.caption) ?? message;
  const text = words.text ?? words.caption ?? "";
  const picture = grid || message.photo || message.video || message.animation;
  const bare = (picture || message.location || message.sticker) && !text;
  const kind = [picture && "pictured", bare && "bare", message.sticker && "stickered"].filter(Boolean).join(" ");
  return h(
    "div",
    { class: `bubble ${kind}` },
    named ? h("div", { class: "name", style: { "--tint": message.from?.color } }, message.from?.name) : null,
    message.forward ? h("div", { class: "forwarded" }, t("forwarded", { name: message.forward.name })) : null,
    message.reply_to ? quote(message, view) : null,
    parts,
    text ? h("div", { class: "text" }, formatted(text, words.text === undefined ? words.caption_entities : words.entities, view.deeds), meta(message, out)) : meta(message, out),
  );
}

function wrapped(parts, message, inAlbum) {
  return inAlbum ? [h("div", { class: "album-file", data: { message: message.message_id } }, parts)] : parts;
}

function meta(message, out) {
  return h(
    "span",
    { class: "meta" },
    message.pinned ? h("span", { title: t("pinned") }, icon("pin")) : null,
    message.edit_date ? h("span", {}, t("edited")) : null,
    h("time", { datetime: new Date(message.date * 1000).toISOString() }, hourMinute(message.date)),
    out ? icon("check") : null,
  );
}

function quote(message, view) {
  const { message_id: id, name, text, deleted } = message.reply_to;
  const words = deleted ? t("deleted_message") : message.quote?.text || text;
  return h("button", { type: "button", class: "quote", title: t("go_to_message"), onclick: () => view.deeds.jump(id) }, h("strong", {}, name), h("span", {}, words));
}

function inlineKeyboard(message, view) {
  if (!message.inline_keyboard?.length) return null;
  const rows = message.inline_keyboard.map((row) => h("div", { class: "keys-row" }, row.map((button) => inlineButton(message, button, view))));
  return h("div", { class: "inline-keyboard", role: "group", "aria-label": t("message_buttons") }, rows);
}

const MARKS = { url: "link", copy_text: "copy", web_app: "link", switch_inline_query: "forward" };

function inlineButton(message, button, view) {
  const mark = Object.keys(MARKS).find((key) => button[key] !== undefined);
  return h(
    "button",
    { type: "button", class: `key ${button.style ?? ""}`, disabled: Boolean(button.disabled), data: { index: button.index }, onclick: () => view.deeds.press(message, button) },
    h("span", { class: "key-text" }, button.text),
    mark ? icon(MARKS[mark]) : null,
  );
}

function reactions(messages, view) {
  const all = messages.flatMap((message) => (message.reactions ?? []).map((one) => ({ message, ...one })));
  if (!all.length) return null;
  return h("div", { class: "reactions" }, all.map(({ message, emoji, user_ids: ids }) => {
    const mine = ids.includes(view.phone.user_id);
    const attributes = { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), title: ids.map(view.nameOf).join(", ") };
    return h("button", { ...attributes, onclick: () => view.deeds.react(message, mine ? null : emoji) }, emoji, h("span", {}, ids.length));
  }));
}
