'use strict';
// What Telegram takes from a bot and what it refuses; nothing here keeps state.

class ApiError extends Error {
  constructor(code, description, parameters) {
    super(description);
    Object.assign(this, { code, parameters });
  }
}

function bad(why) {
  throw new ApiError(400, `Bad Request: ${why}`);
}

const bytes = (text) => Buffer.byteLength(String(text));

const TAGS = {
  b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', s: 'strikethrough',
  code: 'code', pre: 'pre', a: 'text_link', blockquote: 'blockquote',
};
const ATTRIBUTES = { a: ['href'], blockquote: ['expandable'], code: ['class'] };
const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"' };
const VALUE = '"[^"]*"|\'[^\']*\'|[^\\s"\'<>=]+';
const PIECE = new RegExp(
  `<(/?)([a-z][a-z0-9-]*)((?:\\s+[a-z-]+(?:=(?:${VALUE}))?)*)\\s*>`
  + '|&(?:(lt|gt|amp|quot)|#([0-9]{1,7})|#x([0-9a-f]{1,6}));|([<&])|[^<&]+', 'gi');
const ATTRIBUTE = new RegExp(`\\s+([a-z-]+)(?:=(${VALUE}))?`, 'gi');

// `decoded` holds what & pieces stand for; a character no text may hold is undefined.
function decoded(named, decimal, hex) {
  if (named) return NAMED[named.toLowerCase()];
  const code = decimal ? parseInt(decimal, 10) : parseInt(hex, 16);
  const sound = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return sound ? String.fromCodePoint(code) : undefined;
}

function attributesOf(tag, source, fail) {
  const found = {};
  for (const [, name, value = ''] of source.matchAll(ATTRIBUTE)) {
    if (!ATTRIBUTES[tag]?.includes(name.toLowerCase())) fail(`Unsupported attribute "${name}"`);
    found[name.toLowerCase()] = value.replace(/^["']|["']$/g, '')
      .replace(/&(lt|gt|amp|quot);/gi, (_all, named) => decoded(named));
  }
  return found;
}

function entityOf({ tag, attributes, offset, language }, end) {
  const entity = { type: TAGS[tag], offset, length: end - offset };
  if (tag === 'a') entity.url = attributes.href;
  if (tag === 'pre' && language) entity.language = language;
  if (tag === 'blockquote' && 'expandable' in attributes) entity.type = 'expandable_blockquote';
  return entity;
}

// Telegram cuts white space off both ends, but not before an entity.
function trimmed(text, entities) {
  const first = entities.length ? entities[0].offset : text.length;
  const lead = Math.min(text.length - text.replace(/^[ \t\r\n]+/, '').length, first);
  const cut = text.slice(lead).replace(/[ \t\r\n]+$/, '');
  const kept = entities
    .map((one) => ({ ...one, offset: one.offset - lead }))
    .map((one) => ({ ...one, length: Math.min(one.length, cut.length - one.offset) }))
    .filter((one) => one.length > 0);
  return { text: cut, entities: kept };
}

function parseHtml(source) {
  const entities = [];
  const open = [];
  let text = '';
  for (const match of source.matchAll(PIECE)) {
    const [piece, slash, name, attributes, named, decimal, hex, stray] = match;
    const fail = (why) => bad(
      `can't parse entities: ${why} at byte offset ${bytes(source.slice(0, match.index))}`);
    if (stray) fail(stray === '&' ? 'Unescaped "&"' : 'Unsupported or unclosed start tag');
    if (named || decimal || hex) text += decoded(named, decimal, hex) ?? fail('Wrong character');
    else if (name === undefined) text += piece;
    else {
      const tag = name.toLowerCase();
      if (!TAGS[tag]) fail(`Unsupported ${slash ? 'end' : 'start'} tag "${name}"`);
      if (!slash) {
        open.push({ tag, attributes: attributesOf(tag, attributes, fail), offset: text.length });
        continue;
      }
      const last = open.pop();
      if (!last) fail(`Unexpected end tag "</${tag}>"`);
      if (last.tag !== tag || attributes) {
        fail(`Unmatched end tag, expected "</${last.tag}>", found "</${tag}>"`);
      }
      const outer = open[open.length - 1];
      const language = /^language-(\S+)$/.exec(last.attributes.class ?? '')?.[1];
      if (outer?.tag === 'pre' && tag === 'code' && outer.offset === last.offset) {
        outer.language = language;
      } else if (tag !== 'a' || last.attributes.href) {
        entities.push(entityOf(last, text.length));
      }
    }
  }
  if (open.length) {
    const { tag } = open.pop();
    bad(`can't parse entities: Can't find end tag corresponding to start tag "${tag}"`);
  }
  const seen = entities.filter((one) => one.length > 0);
  seen.sort((one, other) => one.offset - other.offset || other.length - one.length);
  return { text, entities: seen };
}

// The text as a reader sees it, its entities, and the HTML it was written in (or null).
function formatted(source, mode, given, { limit = 4096, optional = false, what = 'message' } = {}) {
  const html = /^html$/i.test(mode ?? '');
  if (mode && !html) bad('unsupported parse_mode');
  const raw = String(source ?? '');
  if (!html && given?.some((one) => !(one.offset >= 0 && one.length > 0
    && one.offset + one.length <= raw.length))) bad('ENTITY_BOUNDS_INVALID');
  const parsed = html ? parseHtml(raw) : { text: raw, entities: given ?? [] };
  if (parsed.entities.length > 100) bad("can't parse entities: too many entities");
  const { text, entities } = trimmed(parsed.text, parsed.entities);
  if (!text && !optional) bad('message text is empty');
  if (text.length > limit) bad(`${what} is too long`);
  return { text, entities, html: html ? raw : null };
}

const ACTIONS = [
  'callback_data', 'url', 'switch_inline_query', 'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat', 'web_app', 'login_url', 'copy_text', 'pay', 'callback_game',
];

function checkButton(button) {
  const refuse = (why) => bad(`can't parse inline keyboard button: ${why}`);
  if (typeof button !== 'object' || button === null) refuse('Object expected');
  if (!String(button.text ?? '').trim()) refuse('Field "text" must be non-empty');
  const kinds = ACTIONS.filter((kind) => button[kind] !== undefined && button[kind] !== null);
  if (!kinds.length) refuse('Text buttons are unallowed in the inline keyboard');
  if (kinds.length > 1) refuse(`only one of ${kinds.join(', ')} may be given`);
  if (kinds[0] === 'callback_data') {
    const size = bytes(button.callback_data);
    if (size < 1 || size > 64) bad('BUTTON_DATA_INVALID');
  }
  if (kinds[0] === 'url' && !/^(https?:\/\/|tg:\/\/)\S+$/i.test(button.url)) {
    bad('BUTTON_URL_INVALID');
  }
}

// Checks a keyboard and answers the inline part, the only one a Message shows again.
function keyboard(markup) {
  if (markup === undefined || markup === null) return undefined;
  if (typeof markup !== 'object') bad("can't parse reply keyboard markup JSON object");
  if (!('inline_keyboard' in markup)) return undefined;
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    bad("can't parse inline keyboard: array of arrays of InlineKeyboardButton expected");
  }
  rows.flat().forEach(checkButton);
  if (rows.flat().length > 100) bad('reply markup is too long');
  const full = rows.filter((row) => row.length);
  return full.length ? { inline_keyboard: full } : undefined;
}

function checkCommands(commands) {
  if (!Array.isArray(commands)) bad("can't parse commands JSON object");
  if (commands.length > 100) bad('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command ?? '')) bad('BOT_COMMAND_INVALID');
    const size = String(description ?? '').trim().length;
    if (size < 1 || size > 256) bad('BOT_COMMAND_DESCRIPTION_INVALID');
  }
}

function checkResult(result) {
  const size = bytes(result.id ?? '');
  if (size < 1 || size > 64) bad('RESULT_ID_INVALID');
  if (!result.type) bad("can't parse InlineQueryResult: Field \"type\" must be given");
  const content = result.input_message_content;
  if (result.type === 'article') {
    if (!String(result.title ?? '').trim()) bad('ARTICLE_TITLE_EMPTY');
    if (!content) bad('input_message_content must be specified');
  }
  if (content && 'message_text' in content) {
    formatted(content.message_text, content.parse_mode, content.entities);
  } else if (result.type === 'article' && !('latitude' in content || 'phone_number' in content)) {
    bad('message text is empty');
  }
  keyboard(result.reply_markup);
}

function checkInline({ results, next_offset: next, button }) {
  if (!Array.isArray(results)) bad("can't parse results JSON object");
  if (results.length > 50) bad('RESULTS_TOO_MUCH');
  results.forEach(checkResult);
  if (new Set(results.map(({ id }) => String(id))).size < results.length) {
    bad('RESULT_ID_DUPLICATE');
  }
  if (next && bytes(next) > 64) bad('NEXT_OFFSET_INVALID');
  if (!button) return;
  if (!button.text) bad("can't parse InlineQueryResultsButton: Field \"text\" must be non-empty");
  if (!button.web_app && !/^[A-Za-z0-9_-]{1,64}$/.test(button.start_parameter ?? '')) {
    bad('START_PARAM_INVALID');
  }
}

function checkWebhook({ url, secret_token: secret }) {
  if (!/^(https:\/\/|http:\/\/127\.0\.0\.1[:/])\S+$/.test(url)) {
    bad('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    bad('secret token contains unallowed characters');
  }
}

module.exports = {
  ApiError, bad, formatted, keyboard, checkCommands, checkInline, checkWebhook,
};
