'use strict';
// The methods a bot calls: each takes the store and the parameters and answers the result.

const {
  ApiError, bad, checkCommands, checkInline, checkWebhook, formatted,
} = require('./rules');
const { ME, TOKEN } = require('./store');

function shown({ text, entities }, [textKey, entitiesKey] = ['text', 'entities']) {
  return {
    ...(text && { [textKey]: text }), ...(entities.length && { [entitiesKey]: entities }),
  };
}

function sendMessage(api, p) {
  const content = formatted(p.text, p.parse_mode, p.entities);
  return api.send(p, shown(content), content.html);
}

function editMessageText(api, p) {
  const content = formatted(p.text, p.parse_mode, p.entities);
  const record = api.edit(p, ({ text, entities: _old, ...rest }) => {
    if (text === undefined) bad('there is no text in the message to edit');
    return { ...rest, ...shown(content) };
  });
  record.html = content.html;
  api.emit('EditedMessageText');
  return record.message;
}

function editMessageReplyMarkup(api, p) {
  const { message } = api.edit(p, (rest) => rest);
  api.emit('EditedMessageReplyMarkup');
  return message;
}

function deleteMessage(api, p) {
  const chat = api.reachable({ chat_id: p.chat_id });
  const record = chat.messages.get(p.message_id);
  if (!record) bad('message to delete not found');
  if (chat.info.type !== 'private' && record.message.from?.id !== ME.id) {
    bad("message can't be deleted for everyone");
  }
  return chat.messages.delete(p.message_id);
}

function sendDocument(api, p) {
  const given = p.document;
  const file = typeof given === 'object' ? given : api.state.files.get(given);
  if (!file) bad('wrong file identifier/HTTP URL specified');
  if (!file.bytes.length) bad('file must be non-empty');
  const caption = formatted(p.caption, p.parse_mode, p.caption_entities, {
    limit: 1024, optional: true, what: 'message caption',
  });
  const id = file.id ?? `document-${api.state.files.size + 1}`;
  const document = {
    file_id: id, file_unique_id: `unique-${id}`, file_name: file.name, mime_type: file.type,
    file_size: file.bytes.length,
  };
  const fields = { document, ...shown(caption, ['caption', 'caption_entities']) };
  const message = api.send(p, fields, caption.html);
  api.state.files.set(id, { ...file, id });
  return message;
}

function getFile(api, { file_id: id }) {
  const file = api.state.files.get(id);
  if (!file) bad('wrong file_id or the file is temporarily unavailable');
  return {
    file_id: id, file_unique_id: `unique-${id}`, file_size: file.bytes.length,
    file_path: `documents/${id}`,
  };
}

// One answer for each query, as Telegram has it.
function answerOnce(queries, id, answer) {
  if (queries.get(String(id)) !== null) {
    bad('query is too old and response timeout expired or query ID is invalid');
  }
  queries.set(String(id), answer);
  return true;
}

function answerCallbackQuery(api, p) {
  const text = p.text ?? '';
  if (text.length > 200) bad('MESSAGE_TOO_LONG');
  const answer = { text, show_alert: p.show_alert === true, url: p.url ?? null };
  return answerOnce(api.state.callbacks, p.callback_query_id, answer);
}

function answerInlineQuery(api, { inline_query_id: id, ...answer }) {
  checkInline(answer);
  return answerOnce(api.state.inline, id, answer);
}

function commandKey({ scope, language_code: language = '' }) {
  if (!/^([a-z]{2})?$/.test(language)) bad('LANG_CODE_INVALID');
  return JSON.stringify([scope ?? { type: 'default' }, language]);
}

function setMyCommands(api, p) {
  checkCommands(p.commands);
  api.state.commands.set(commandKey(p), p.commands);
  return true;
}

function setWebhook(api, p) {
  if (!p.url) return deleteWebhook(api, p);
  checkWebhook(p);
  api.waiting?.fail(new ApiError(409, 'Conflict: terminated by setWebhook request'));
  api.allow(p.allowed_updates);
  if (p.drop_pending_updates) api.state.pending = [];
  api.setWebhook({ ...p }, TOKEN);
  api.deliver();
  return true;
}

function deleteWebhook(api, p) {
  api.deleteWebhook(TOKEN);
  if (p.drop_pending_updates) api.state.pending = [];
  return true;
}

function getWebhookInfo(api) {
  const { allowed, pending, webhookError } = api.state;
  return {
    url: api.webhooks[TOKEN]?.url ?? '', has_custom_certificate: false,
    pending_update_count: pending.length, ...webhookError,
    ...(allowed && { allowed_updates: allowed }),
  };
}

function getChat(api, { chat_id: id }) {
  const { info } = api.state.chats.get(id) ?? bad('chat not found');
  const gifts = {
    unlimited_gifts: false, limited_gifts: false, unique_gifts: false, premium_subscription: false,
    gifts_from_channels: false,
  };
  return { ...info, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: gifts };
}

function getChatMember(api, p) {
  api.reachable(p);
  const user = api.state.users.get(p.user_id) ?? bad('user not found');
  return { status: 'member', user };
}

function leaveChat(api, p) {
  const chat = api.reachable(p);
  if (chat.info.type === 'private') bad("chat member status can't be changed in private chats");
  chat.left = true;
  return true;
}

function sendChatAction(api, p) {
  if (!/^[a-z]+(_[a-z]+)*$/.test(p.action ?? '')) bad('wrong parameter action in request');
  api.reachable(p);
  return true;
}

const METHODS = {
  getMe: () => ({
    ...ME, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: true,
  }),
  getUpdates: (api, p, gone) => api.poll(p, gone),
  getMyCommands: (api, p) => api.state.commands.get(commandKey(p)) ?? [],
  deleteMyCommands: (api, p) => api.state.commands.delete(commandKey(p)) || true,
  setMyDescription: () => true,
  setMyShortDescription: () => true,
  sendMessage, editMessageText, editMessageReplyMarkup, deleteMessage, sendDocument, getFile,
  answerCallbackQuery, answerInlineQuery, setMyCommands, setWebhook, deleteWebhook, getWebhookInfo,
  getChat, getChatMember, leaveChat, sendChatAction,
};

module.exports = { METHODS };
