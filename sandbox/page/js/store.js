// What the server told: phones, their chats and messages. Events change it; views listen to it.
import { setClock, setZone } from "./clock.js";

const HISTORY = 500; // messages a chat asked for at the start
const CALLS = 300; // calls kept for the strip

/** What tells chats of one phone apart: a group is itself, a private chat is its bot. */
export const chatKey = (of) => (of.chat_id < 0 ? `group/${of.chat_id}` : `${of.bot}/${of.chat_id}`);

/** Holds the state of all phones and tells listeners what changed. */
export class Store extends EventTarget {
  phones = new Map();
  calls = [];
  faults = [];
  limits = { enabled: false };
  scene = { title: "", guide: "", guide_steps: [], samples: [] };
  bots = [];
  eventId = 0;
  historyLength = HISTORY;

  /** Take a whole state; what is not in it is gone. */
  take(state) {
    setClock(state);
    this.scene = state.scene;
    setZone(state.scene.time_zone);
    this.bots = state.bots;
    this.faults = state.faults;
    this.limits = state.limits;
    this.eventId = state.event_id;
    this.phones = new Map(state.phones.map((phone) => [phone.user_id, { ...phone, chats: new Map(phone.chats.map((chat) => [chatKey(chat), withMessages(chat)])) }]));
    this.tell("state", {});
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  listen(kind, heard) {
    this.addEventListener(kind, (event) => heard(event.detail));
  }

  chat(userId, of) {
    return this.phones.get(userId)?.chats.get(chatKey(of));
  }

  /** The name of an account or chat, as well as this page can know it. */
  nameOf(id) {
    for (const phone of this.phones.values()) {
      if (phone.user_id === id) return phone.name;
      for (const chat of phone.chats.values()) {
        if (chat.chat_id === id && chat.type !== "private") return chat.title;
        const member = chat.members?.find((one) => one.id === id);
        if (member) return member.name;
      }
    }
    return this.bots.find((bot) => bot.id === id)?.name ?? String(id);
  }

  /** Apply one event of the stream. */
  apply(kind, data) {
    const handler = this[`on_${kind}`];
    if (handler) handler.call(this, data);
    this.tell(kind, data);
  }

  *chatsOf(data) {
    for (const userId of data.user_ids ?? [data.user_id]) {
      const chat = this.chat(userId, data.message ?? data);
      if (chat) yield [userId, chat];
    }
  }

  on_message(data) {
    for (const [userId, chat] of this.chatsOf(data)) {
      put(chat, data.message);
      chat.chat_action = null;
      setUnread(chat, data.unread, userId);
    }
  }

  on_edited(data) {
    for (const [, chat] of this.chatsOf(data)) if (chat.byId.has(data.message.message_id)) put(chat, data.message);
  }

  on_deleted(data) {
    for (const [userId, chat] of this.chatsOf(data)) {
      for (const id of data.message_ids) chat.byId.delete(id);
      chat.messages = chat.messages.filter((message) => chat.byId.has(message.message_id));
      chat.pinned = (chat.pinned ?? []).filter((id) => !data.message_ids.includes(id));
      setUnread(chat, data.unread, userId);
    }
  }

  on_pinned(data) {
    for (const [, chat] of this.chatsOf(data)) chat.pinned = data.pinned;
  }

  on_keyboard(data) {
    for (const [, chat] of this.chatsOf(data)) chat.keyboard = data.keyboard;
  }

  on_commands(data) {
    for (const [, chat] of this.chatsOf(data)) Object.assign(chat, { commands: data.commands, menu_button: data.menu_button });
  }

  on_chat_action(data) {
    for (const [userId, chat] of this.chatsOf(data)) {
      chat.chat_action = data.action;
      clearTimeout(chat.actionTimer);
      chat.actionTimer = setTimeout(() => {
        chat.chat_action = null;
        this.tell("chat_action", { ...data, action: null, user_ids: [userId] });
      }, 5000);
    }
  }

  on_read(data) {
    for (const [, chat] of this.chatsOf(data)) chat.unread = data.unread;
  }

  on_chat(data) {
    const phone = this.phones.get(data.user_id);
    if (!phone) return;
    const known = phone.chats.get(chatKey(data.chat));
    if (known) Object.assign(known, data.chat, { messages: known.messages });
    else phone.chats.set(chatKey(data.chat), withMessages({ ...data.chat, messages: [] }));
  }

  on_call(data) {
    if (isQuiet(data)) return;
    this.calls.push(data);
    if (this.calls.length > CALLS) this.calls.splice(0, this.calls.length - CALLS);
  }

  on_clock(data) {
    setClock(data);
  }

  on_faults(data) {
    this.faults = data.faults;
  }

  on_limits(data) {
    this.limits = data;
  }
}

/** A poll that went well says nothing to a reader. */
export const isQuiet = (call) => call.ok && call.method.toLowerCase() === "getupdates";

function setUnread(chat, unread, userId) {
  if (unread && unread[userId] !== undefined) chat.unread = unread[userId];
}

function withMessages(chat) {
  const copy = { ...chat, messages: [], byId: new Map() };
  for (const message of chat.messages ?? []) put(copy, message);
  return copy;
}

function put(chat, message) {
  const id = message.message_id;
  const known = chat.byId.has(id);
  chat.byId.set(id, message);
  const list = chat.messages;
  if (known) list[list.findIndex((one) => one.message_id === id)] = message;
  else if (!list.length || list.at(-1).message_id < id) list.push(message);
  else list.splice(list.findIndex((one) => one.message_id > id), 0, message);
}
