// What a composer holds, as requests of the control API.
import { base64 } from "./api.js";

const ALBUM = 10; // files in one album at most
const SETS = { photo: "pictures", video: "pictures", document: "documents", audio: "songs" };

/** The kind of a file from disk; `asFile`: never shown as a picture. */
export function kindOfFile(file, asFile = false) {
  if (asFile) return "document";
  if (/^image\/(jpeg|png|webp|bmp)/.test(file.type)) return "photo";
  if (file.type.startsWith("video/")) return "video";
  if (/^audio\/(ogg|opus)/.test(file.type)) return "voice";
  return file.type.startsWith("audio/") ? "audio" : "document";
}

/** A file from disk as an attachment; pictures bring their size in pixels. */
export async function attachmentOf(file, asFile = false) {
  const kind = kindOfFile(file, asFile);
  const attachment = { kind, name: file.name || `${kind}.${file.type.split("/")[1] ?? "bin"}`, mime_type: file.type || undefined, file };
  if (kind !== "photo") return attachment;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return { ...attachment, kind: "document" };
  return { ...attachment, width: picture.width, height: picture.height, preview: URL.createObjectURL(file) };
}

/** The attachments a sample of the scene brings. */
export function attachmentsOfSample(sample) {
  const files = (sample.files ?? []).map((file, index) => ({ kind: file.kind, name: file.name, preview: file.kind === "photo" ? file.url : undefined, sample: sample.id, index }));
  return sample.location ? [...files, { kind: "location", name: "", location: sample.location }] : files;
}

/** Bodies for `send`, in order: the text goes as the caption of the first files, or by itself before a place. */
export async function requests(text, attachments, replyTo) {
  const sets = [];
  for (const attachment of attachments) {
    const set = SETS[attachment.kind];
    const last = sets.at(-1);
    if (set && last?.set === set && last.items.length < ALBUM) last.items.push(attachment);
    else sets.push({ set, items: [attachment] });
  }
  const bodies = [];
  const captionable = sets.length > 0 && sets[0].items[0].kind !== "location";
  if (text && !captionable) bodies.push({ text });
  for (const { items } of sets) {
    if (items[0].kind === "location") bodies.push({ location: items[0].location });
    else bodies.push({ files: await Promise.all(items.map(fileBody)) });
  }
  if (text && captionable) bodies[0].caption = text;
  if (replyTo && bodies.length) bodies[0].reply_to = replyTo;
  return bodies;
}

async function fileBody({ kind, name, mime_type: type, width, height, duration, file, sample, index }) {
  if (sample !== undefined) return { sample, file: index };
  return { kind, name, mime_type: type, width, height, duration, base64: await base64(file) };
}
