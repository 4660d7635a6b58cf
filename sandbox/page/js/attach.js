// The sheet behind the paper clip: the scene's samples as a camera roll, then files, a place, a contact.
import { h, icon } from "./dom.js";
import { openDialog } from "./menu.js";
import { t } from "./words.js";

const FALLBACK_PLACE = { latitude: 21.02851, longitude: 105.80482 };

/** The samples this phone may send. */
export const samplesFor = (scene, phone) => (scene.samples ?? []).filter((sample) => !sample.phone || sample.phone === phone.user_id);

/** Open the sheet. `deeds`: `sample(sample)`, `files(list, asFile)`, `place(location)`, `contact()`. */
export function openAttachSheet(view, deeds) {
  openDialog(view.frame, t("attach"), (close) => {
    const run = (deed) => () => { close(); deed(); };
    const pick = (accept, asFile) => () => {
      const input = h("input", { type: "file", multiple: true, accept });
      input.addEventListener("change", () => deeds.files([...input.files], asFile));
      input.click();
      close();
    };
    const samples = samplesFor(view.scene, view.phone);
    const voices = samples.filter((sample) => sample.files?.some((file) => file.kind === "voice"));
    return [
      h("div", { class: "sheet-head" }, h("strong", {}, t("attach")), h("button", { type: "button", class: "icon-button", "aria-label": t("close"), onclick: close }, icon("close"))),
      samples.length ? h("div", { class: "roll", role: "group", "aria-label": t("samples") }, samples.map((sample) => tile(sample, run(() => deeds.sample(sample))))) : null,
      h("div", { class: "sheet-deeds" },
        deed("photo", t("photo_from_disk"), pick("image/*,video/*", false)),
        deed("file", t("file_from_disk"), pick("", true)),
        deed("place", t("send_location"), run(() => openPlace(view, deeds.place))),
        deed("person", t("send_contact"), run(deeds.contact)),
        voices.length ? deed("voice", t("send_voice"), run(() => deeds.sample(voices[0]))) : null),
    ].filter(Boolean);
  });
  view.frame.querySelector(".dialog")?.classList.add("sheet");
}

function deed(name, text, onclick) {
  return h("button", { type: "button", onclick }, h("span", { class: "deed-icon" }, icon(name)), h("span", {}, text));
}

const TILE_ICONS = { photo: "photo", video: "play", document: "file", voice: "voice", audio: "voice", animation: "photo" };

function tile(sample, onclick) {
  const files = sample.files ?? [];
  const picture = files.find((file) => file.kind === "photo" && file.url);
  const mark = files.length ? TILE_ICONS[files[0].kind] : sample.location ? "place" : "edit";
  const face = picture ? h("img", { src: picture.url, alt: "", loading: "lazy" }) : h("span", { class: "tile-face" }, icon(mark), h("span", {}, (sample.text ?? "").slice(0, 60)));
  const count = files.length > 1 ? h("span", { class: "tile-count" }, `×${files.length}`) : null;
  return h("button", { type: "button", class: "tile", title: sample.text || sample.label, onclick }, h("span", { class: "tile-picture" }, face, count), h("span", { class: "tile-label" }, sample.label || sample.id));
}

/** Ask for coordinates, beginning with the scene's first sample of a place. */
export function openPlace(view, send) {
  const known = samplesFor(view.scene, view.phone).find((sample) => sample.location)?.location ?? FALLBACK_PLACE;
  openDialog(view.frame, t("send_location"), (close) => {
    const field = (name, value, limit) => h("input", { type: "number", step: "any", min: -limit, max: limit, value: String(value), "aria-label": t(name) });
    const latitude = field("latitude", known.latitude, 90);
    const longitude = field("longitude", known.longitude, 180);
    const submit = () => {
      if (![latitude, longitude].every((one) => one.reportValidity() && one.value !== "")) return;
      close();
      send({ latitude: Number(latitude.value), longitude: Number(longitude.value) });
    };
    const enter = (event) => event.key === "Enter" && submit();
    latitude.addEventListener("keydown", enter);
    longitude.addEventListener("keydown", enter);
    return [
      h("strong", { class: "dialog-title" }, t("send_location")),
      h("label", { class: "field" }, h("span", {}, t("latitude")), latitude),
      h("label", { class: "field" }, h("span", {}, t("longitude")), longitude),
      h("div", { class: "dialog-buttons" }, h("button", { type: "button", onclick: close }, t("cancel")), h("button", { type: "button", class: "main", onclick: submit }, t("send_location"))),
    ];
  });
}
