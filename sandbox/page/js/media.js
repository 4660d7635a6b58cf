// Photos, albums, files, sound, places and contacts inside a bubble.
import { size } from "./clock.js";
import { h, icon, iconButton } from "./dom.js";
import { player } from "./player.js";
import { openViewer } from "./viewer.js";
import { t } from "./words.js";

const VIEWABLE = /^(image\/(?!svg)|video\/|audio\/|application\/pdf)/;
const TALLEST = 1.35; // height ÷ width at most, so that one portrait does not fill a phone
const FLATTEST = 0.4;

/** Everything a message carries beside text, as elements. */
export function media(message, deeds) {
  const parts = [];
  if (message.photo) parts.push(photo(message, [message]));
  if (message.animation) parts.push(animation(message.animation));
  if (message.video) parts.push(h("video", { class: "film", src: message.video.url, controls: true, preload: "metadata", "aria-label": message.video.name || t("kind_video") }));
  if (message.document && !message.animation) parts.push(file(message.document));
  if (message.voice) parts.push(player(message.voice, t("kind_voice")));
  if (message.audio) parts.push(player(message.audio, [message.audio.performer, message.audio.title].filter(Boolean).join(" – ") || message.audio.name));
  if (message.sticker) parts.push(h("div", { class: "sticker" }, message.sticker.emoji || "🙂"));
  if (message.location) parts.push(place(message.location, deeds));
  if (message.contact) parts.push(contact(message.contact, deeds));
  return parts;
}

/** Photos and videos of one album as a grid; every item carries its message's id. */
export function album(messages) {
  const photos = messages.filter((message) => message.photo);
  const cells = messages.map((message) => h("div", { class: "album-cell", data: { message: message.message_id } }, message.photo ? photo(message, photos) : film(message.video)));
  return h("div", { class: `album album-${Math.min(cells.length, 10)}` }, cells);
}

function film(video) {
  return h("video", { src: video.url, controls: true, preload: "metadata" });
}

function photo(message, all) {
  const { url, width, height, spoiler } = message.photo;
  const ratio = Math.min(TALLEST, Math.max(FLATTEST, height / width || 0.75));
  const image = h("img", { src: url, alt: message.caption || t("kind_photo"), loading: "lazy", decoding: "async" });
  const attributes = { type: "button", class: spoiler ? "photo covered" : "photo", "aria-label": t("photo_open"), style: { "aspect-ratio": `1 / ${ratio}` } };
  const button = h("button", attributes, image);
  button.addEventListener("click", () => {
    if (button.classList.contains("covered")) button.classList.remove("covered");
    else openViewer(all.map((one) => ({ url: one.photo.url, caption: one.caption ?? "" })), all.indexOf(message));
  });
  return button;
}

function animation(item) {
  if (item.mime_type?.startsWith("image/")) return h("img", { class: "film", src: item.url, alt: item.name ?? "" });
  return h("video", { class: "film", src: item.url, autoplay: true, loop: true, muted: true, controls: true });
}

function file(document_) {
  const viewable = VIEWABLE.test(document_.mime_type ?? "");
  const save = `${document_.url}?download=1`;
  const ending = (document_.name?.match(/\.([a-z0-9]{1,4})$/i)?.[1] ?? "").toUpperCase();
  const name = document_.name || t("kind_document");
  const words = [h("span", { class: "file-name" }, name), h("span", { class: "file-size" }, size(document_.size ?? 0))];
  return h(
    "div",
    { class: "file" },
    h("a", { class: "file-open", href: viewable ? document_.url : save, target: "_blank", rel: "noopener", "aria-label": t("file_open", { name }) },
      h("span", { class: "file-badge", "aria-hidden": "true" }, ending || icon("file")), h("span", { class: "file-words" }, words)),
    h("a", { class: "icon-button", href: save, download: name, "aria-label": t("file_save", { name }), title: t("file_save", { name }) }, icon("download")),
  );
}

function place({ latitude, longitude }, deeds) {
  const degrees = (value, plus, minus) => `${Math.abs(value).toFixed(5)}° ${t(value < 0 ? minus : plus)}`;
  const text = `${degrees(latitude, "north", "south")}, ${degrees(longitude, "east", "west")}`;
  return h(
    "div",
    { class: "place" },
    h("div", { class: "place-sheet", "aria-hidden": "true" }, icon("place")),
    h("div", { class: "place-words" }, h("div", {}, h("strong", {}, t("kind_location")), h("span", { class: "numbers" }, text)),
      iconButton("copy", t("copy_place"), () => deeds.copy(`${latitude}, ${longitude}`))),
  );
}

function contact({ first_name: first, last_name: last, phone_number: number }, deeds) {
  const name = [first, last].filter(Boolean).join(" ");
  return h(
    "div",
    { class: "contact" },
    h("span", { class: "contact-face", "aria-hidden": "true" }, icon("person")),
    h("div", {}, h("strong", {}, name), h("a", { class: "numbers", href: `tel:${number.replace(/[^+\d]/g, "")}` }, number)),
    iconButton("copy", t("copy_number"), () => deeds.copy(number)),
  );
}

