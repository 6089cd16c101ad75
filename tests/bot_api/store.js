'use strict';
// What the server remembers: chats, messages and updates on their way to the bot.

const { isDeepStrictEqual } = require('util');
const TelegramServer = require('telegram-test-api');
const { ApiError, bad, keyboard } = require('./rules');

const TOKEN = process.env.BOT_TOKEN || '123456:TEST-token_abc';
const ME = {
  id: 123456, is_bot: true, first_name: '责任通', username: 'zeren_test_bot',
};
const MESSAGES = ['message', 'edited_message', 'channel_post', 'edited_channel_post'];
const UNASKED = ['chat_member', 'message_reaction', 'message_reaction_count'];
const HANG_UP = Symbol('the connection is to be destroyed');

const seconds = () => Math.floor(Date.now() / 1000);
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
const longId = () => String(10n ** 17n + BigInt(Math.floor(Math.random() * 1e15)));
const withoutReply = ({ reply_to_message: _inner, ...message }) => message;

// The stock server, its storage replaced by one that is looked up by chat and message id.
class BotApi extends TelegramServer {
  constructor(port) {
    super({ host: '127.0.0.1', storeTimeout: 3600 });
    this.config.port = port; // the stock constructor takes 0 for "not given"
    this.nextUpdate = 500000000 + Math.floor(Math.random() * 1e8); // goes on after a reset
    this.waiting = null;
    this.setMaxListeners(0); // one for each test that waits for a chat
    this.reset();
  }

  reset() {
    this.storage = { userMessages: [], botMessages: [] };
    this.webhooks = {};
    this.state = {
      chats: new Map(), users: new Map([[ME.id, ME]]), files: new Map(), nextMessage: 1,
      pending: [], allowed: null, callbacks: new Map(), inline: new Map(), commands: new Map(),
      calls: [], failures: [], slow: [], outage: false, webhookError: {},
    };
  }

  // --- chats and messages

  chat(info) {
    const { chats } = this.state;
    const id = Number(info.id);
    if (!chats.has(id)) {
      const type = id > 0 ? 'private' : id < -1e12 ? 'supergroup' : 'group';
      const name = id > 0 ? { first_name: `用户${id}` } : { title: `群${-id}` };
      chats.set(id, {
        info: { id, type, ...name }, messages: new Map(), topics: new Set(), next: 1,
      });
    }
    const chat = chats.get(id);
    Object.assign(chat.info, info, { id });
    return chat;
  }

  reachable({ chat_id: id, message_thread_id: thread }) {
    const chat = this.state.chats.get(id);
    if (!chat) bad('chat not found');
    if (chat.migratedTo) {
      throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat',
        { migrate_to_chat_id: chat.migratedTo });
    }
    if (chat.blocked) throw new ApiError(403, 'Forbidden: bot was blocked by the user');
    if (chat.left) {
      throw new ApiError(403, `Forbidden: bot is not a member of the ${chat.info.type} chat`);
    }
    if (thread && !chat.topics.has(thread)) bad('message thread not found');
    return chat;
  }

  // Supergroups number their own messages, all other chats share one row of numbers.
  numbered(chat, given) {
    const counter = chat.info.type === 'supergroup' ? chat : this.state;
    const key = counter === chat ? 'next' : 'nextMessage';
    const id = given ?? counter[key];
    counter[key] = Math.max(counter[key], id + 1);
    return id;
  }

  keep(chat, message, html = null) {
    const record = { message, html, edited: 'edit_date' in message };
    chat.messages.set(message.message_id, record);
    this.emit(`chat ${chat.info.id}`);
    return record;
  }

  replied(chat, p) {
    const given = p.reply_parameters ?? (p.reply_to_message_id && {
      message_id: p.reply_to_message_id, allow_sending_without_reply: p.allow_sending_without_reply,
    });
    if (!given) return undefined;
    const where = given.chat_id ? this.state.chats.get(Number(given.chat_id)) : chat;
    const found = where?.messages.get(Number(given.message_id));
    if (!found && !given.allow_sending_without_reply) bad('message to be replied not found');
    return found && withoutReply(found.message);
  }

  send(p, content, html) {
    const markup = keyboard(p.reply_markup);
    const chat = this.reachable(p);
    const reply = this.replied(chat, p);
    // an answer to a message of a topic goes to that topic
    const thread = p.message_thread_id || (reply?.is_topic_message && reply.message_thread_id);
    this.messageId = this.numbered(chat);
    const message = {
      message_id: this.messageId, from: ME, chat: chat.info, date: seconds(), ...content,
      ...(thread && { message_thread_id: thread, is_topic_message: true }),
      ...(reply && { reply_to_message: reply }), ...(markup && { reply_markup: markup }),
    };
    this.addBotMessage({ ...p }, TOKEN); // the stock history and its events
    return this.keep(chat, message, html).message;
  }

  edit(p, change) {
    const chat = this.reachable({ chat_id: p.chat_id });
    const record = chat.messages.get(p.message_id);
    if (!record) bad('message to edit not found');
    if (record.message.from?.id !== ME.id) bad("message can't be edited");
    const { reply_markup: _old, ...rest } = record.message;
    const markup = keyboard(p.reply_markup);
    const message = { ...change(rest), ...(markup && { reply_markup: markup }) };
    if (isDeepStrictEqual(message, record.message)) {
      bad('message is not modified: specified new message content and reply markup are exactly'
        + ' the same as a current content and reply markup of the message');
    }
    record.message = { ...message, edit_date: seconds() };
    record.edited = true;
    return record;
  }

  // --- updates

  addUserMessage({ botToken: _token, ...message }) {
    this.receive({ message });
    this.emit('AddedUserMessage');
  }

  addUserCommand({ botToken: _token, ...message }) {
    this.receive({ message });
    this.emit('AddedUserCommand');
  }

  addUserCallback({ botToken: _token, ...query }) {
    this.receive({ callback_query: query });
    this.emit('AddedUserCallbackQuery');
  }

  completed(chatInfo, message) {
    if ('date' in message) return message;
    const known = this.state.chats.get(Number(chatInfo.id))?.messages.get(message.message_id);
    return known ? known.message : bad('no such message in this chat');
  }

  receiveMessage(kind, body) {
    if (!body.chat?.id) bad('a message without chat');
    const chat = this.chat(body.chat);
    body.chat = chat.info;
    const known = chat.messages.get(body.message_id)?.message;
    body.message_id = this.numbered(chat, body.message_id);
    body.date ??= (kind.startsWith('edited') && known?.date) || seconds();
    if (kind.startsWith('edited')) body.edit_date ??= seconds();
    if (body.reply_to_message) {
      body.reply_to_message = withoutReply(this.completed(body.chat, body.reply_to_message));
    }
    if (body.message_thread_id) chat.topics.add(body.message_thread_id);
    if (body.migrate_to_chat_id) chat.migratedTo = body.migrate_to_chat_id;
    chat.left = false;
    this.keep(chat, body);
  }

  // Takes an update from a test, completes it, and hands it to the bot.
  receive(given) {
    const { state } = this;
    const kind = Object.keys(given).find((key) => key !== 'update_id');
    if (!kind) bad('an update without content');
    const body = given[kind];
    if (MESSAGES.includes(kind)) this.receiveMessage(kind, body);
    else if (body.chat) this.chat(body.chat).left = false;
    if (body.from) state.users.set(body.from.id, body.from);
    if (kind === 'callback_query') {
      body.id ??= longId();
      body.chat_instance ??= longId();
      if (body.message) {
        body.message = this.completed(body.message.chat, body.message);
        this.chat(body.message.chat);
      }
      if (!state.callbacks.has(body.id)) state.callbacks.set(body.id, null);
    } else if (kind === 'inline_query') {
      body.id ??= longId();
      body.offset ??= '';
      if (!state.inline.has(body.id)) state.inline.set(body.id, null);
    }
    const update = { update_id: given.update_id ?? this.nextUpdate, [kind]: body };
    this.nextUpdate = Math.max(this.nextUpdate, update.update_id + 1);
    const wanted = state.allowed ? state.allowed.includes(kind) : !UNASKED.includes(kind);
    if (wanted) {
      state.pending.push({ update, again: given.update_id !== undefined });
      this.waiting?.wake();
      this.deliver();
    }
    return update;
  }

  allow(kinds) {
    if (kinds !== undefined) this.state.allowed = kinds.length ? kinds : null;
  }

  // A repeated update is older than the offset, so it goes once whatever the offset says.
  batch({ offset = 0, limit = 100 }) {
    const ready = this.state.pending.filter((one) => one.again || one.update.update_id >= offset);
    ready.sort((one, other) => one.update.update_id - other.update.update_id);
    const taken = ready.slice(0, Math.min(Math.max(limit, 1), 100));
    taken.forEach((one) => { one.sent = true; });
    return taken.map(({ update }) => update);
  }

  async poll(p, gone) {
    if (this.webhooks[TOKEN]) {
      throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active; "
        + 'use deleteWebhook to delete the webhook first');
    }
    this.waiting?.fail(new ApiError(409, 'Conflict: terminated by other getUpdates request; '
      + 'make sure that only one bot instance is running'));
    this.allow(p.allowed_updates);
    const { state } = this;
    const { offset = 0 } = p;
    state.pending = state.pending.filter((one) => (
      one.again ? !one.sent : one.update.update_id >= offset));
    const now = this.batch(p);
    if (now.length || !(p.timeout > 0)) return now;
    const mine = {};
    const timer = setTimeout(() => mine.wake(), Math.min(p.timeout, 50) * 1000);
    try {
      await new Promise((resolve, reject) => {
        Object.assign(mine, { wake: resolve, fail: reject });
        this.waiting = mine;
        gone(() => reject(HANG_UP));
      });
    } finally {
      clearTimeout(timer);
      if (this.waiting === mine) this.waiting = null;
    }
    return this.batch(p);
  }

  // Posts pending updates to the webhook, one at a time, each until it is taken.
  async deliver() {
    const { state } = this;
    const hook = this.webhooks[TOKEN];
    if (!hook || hook.busy) return;
    hook.busy = true;
    const current = () => this.state === state && this.webhooks[TOKEN] === hook;
    for (let pause = 200; current() && state.pending.length;) {
      const [first] = state.pending;
      if (await this.posted(hook, first.update)) {
        if (state.pending[0] === first) state.pending.shift();
        pause = 200;
      } else {
        await sleep(pause);
        pause = Math.min(pause * 1.5, 1000);
      }
    }
    hook.busy = false;
  }

  async posted(hook, update) {
    const headers = { 'content-type': 'application/json' };
    if (hook.secret_token) headers['X-Telegram-Bot-Api-Secret-Token'] = hook.secret_token;
    let error;
    try {
      const answer = await fetch(hook.url, {
        method: 'POST', headers, body: JSON.stringify(update), signal: AbortSignal.timeout(60000),
      });
      await answer.arrayBuffer();
      if (answer.ok) return true;
      error = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
    } catch (cause) {
      error = `Connection failed: ${cause.cause?.code ?? cause.message}`;
    }
    this.state.webhookError = { last_error_date: seconds(), last_error_message: error };
    return false;
  }

  // --- rules of the tests: which calls fail, which are slow

  rule(rules, method, p) {
    const fits = (one) => (one.method === '*' || (one.method
      ? one.method.toLowerCase() === method.toLowerCase() : method !== 'getUpdates'))
      && (one.chat_id === undefined || one.chat_id === p.chat_id);
    for (const one of rules.filter(fits)) {
      one.count = (one.count ?? 0) + 1;
      const hit = one.every ? one.count % one.every === 0 : one.times > 0;
      if (hit && !one.every) one.times -= 1;
      if (hit) return one;
    }
    return undefined;
  }
}

module.exports = { BotApi, HANG_UP, ME, TOKEN };
