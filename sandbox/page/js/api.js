// The control API, as docs/sandbox.md describes it.

/** A refusal of the server: `message` is its sentence. */
export class Refusal extends Error {}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers["Content-Type"] = "application/json";
  }
  const response = await fetch(`/control/${path}`, options);
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.detail || answer.error || `${response.status}`);
  return answer;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const remove = (path) => call("DELETE", path);

/** Act as the person who holds this phone: `send`, `edit`, `press`, … A chat adds its id and its bot. */
export function act(phone, deed, body = {}, chat = null) {
  const where = chat ? { chat_id: chat.chat_id, bot: chat.bot } : {};
  return post(`phones/${phone.user_id}/${deed}`, { ...where, ...body });
}

/** The bytes of a File as base64, without the data-URL head. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
