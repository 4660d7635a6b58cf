// What this reader has open and half written; it survives a new state from the server, not a new load of the page.

const emptyDraft = () => ({ text: "", reply: null, editing: null, attachments: [], forceDismissed: null, hiddenKeyboard: null });

/** Per phone: the open chat; per chat: the draft. */
export class Session {
  activePhone = null;
  #phones = new Map();

  of(userId) {
    if (!this.#phones.has(userId)) this.#phones.set(userId, { open: null, drafts: new Map() });
    return this.#phones.get(userId);
  }

  draft(userId, key) {
    const { drafts } = this.of(userId);
    if (!drafts.has(key)) drafts.set(key, emptyDraft());
    return drafts.get(key);
  }

  forget() {
    this.#phones.clear();
  }
}
