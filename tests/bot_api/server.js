'use strict';
// A local Telegram Bot API server for the tests: `telegram-test-api` with the Bot API's real rules.
// `node server.js PORT` prints "listening <port>" and lives until stdin closes.

const { once } = require('events');
const { createRequire } = require('module');
const { METHODS } = require('./methods');
const { ApiError, bad } = require('./rules');
const { BotApi, HANG_UP, ME, TOKEN } = require('./store');

// the same express the stock server is built with
const express = createRequire(require.resolve('telegram-test-api'))('express');

const KEPT_CALLS = 20000;
const NESTED = [
  'reply_markup', 'reply_parameters', 'entities', 'caption_entities', 'results', 'commands',
  'scope', 'allowed_updates', 'link_preview_options', 'button',
];
const NUMBERS = [
  'chat_id', 'message_id', 'message_thread_id', 'reply_to_message_id', 'user_id', 'offset',
  'limit', 'timeout', 'cache_time', 'max_connections',
];
const FLAGS = [
  'show_alert', 'is_personal', 'drop_pending_updates', 'disable_notification', 'protect_content',
  'allow_sending_without_reply',
];
const DESCRIPTIONS = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict',
  500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable',
  504: 'Gateway Timeout',
};
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

const NAMES = new Map(Object.keys(METHODS).map((name) => [name.toLowerCase(), name]));

// --- requests and answers

async function multipart(req) {
  const headers = { 'content-type': req.headers['content-type'] };
  const form = await new Response(req.body, { headers }).formData();
  const fields = {};
  for (const [key, value] of form) {
    fields[key] = typeof value === 'string' ? value : {
      name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()),
    };
  }
  return fields;
}

function typed(key, value) {
  if (NESTED.includes(key) && typeof value === 'string') {
    try {
      return JSON.parse(value);
    } catch {
      return bad(`can't parse ${key} JSON object`);
    }
  }
  if (NUMBERS.includes(key) && value !== '' && Number.isFinite(Number(value))) return Number(value);
  if (FLAGS.includes(key)) return value === true || /^(true|1)$/i.test(value);
  return value;
}

async function parameters(req) {
  const body = Buffer.isBuffer(req.body) ? await multipart(req) : req.body;
  const all = { ...req.query, ...body };
  for (const [key, value] of Object.entries(all)) {
    const attached = /^attach:\/\/(.+)$/.exec(typeof value === 'string' ? value : '')?.[1];
    all[key] = attached && all[attached] ? all[attached] : typed(key, value);
  }
  return all;
}

const recorded = (p) => Object.fromEntries(Object.entries(p).map(([key, value]) => (
  [key, Buffer.isBuffer(value?.bytes) ? { name: value.name, size: value.bytes.length } : value])));

function refusal({ status, description, retry_after: wait = 1 }) {
  if (status !== 429) return new ApiError(status, description ?? DESCRIPTIONS[status] ?? 'Error');
  const text = description ?? `Too Many Requests: retry after ${wait}`;
  return new ApiError(429, text, { retry_after: wait });
}

function refuse(res, error) {
  const known = error instanceof ApiError;
  const code = known ? error.code : 500;
  if (!known) process.stderr.write(`${error.stack}\n`);
  res.status(code).json({
    ok: false, error_code: code, description: known ? error.message : 'Internal Server Error',
    ...(error.parameters && { parameters: error.parameters }),
  });
}

// The result of a call, after what the tests have set to happen to such calls.
async function result(api, method, call, req, res) {
  const { state } = api;
  const p = await parameters(req);
  call.body = recorded(p);
  const slow = api.rule(state.slow, method, p);
  if (slow) await sleep(slow.seconds * 1000);
  if (state.outage || api.state !== state) throw HANG_UP;
  const failure = api.rule(state.failures, method, p);
  if (failure?.status === 0) throw HANG_UP;
  if (failure?.status > 0) throw refusal(failure);
  const done = await METHODS[method](api, p, (left) => res.on('close', left));
  if (failure) throw HANG_UP;
  return done;
}

async function answer(api, req, res) {
  if (req.params.token !== TOKEN) return refuse(res, new ApiError(401, 'Unauthorized'));
  const method = NAMES.get(req.params.method.toLowerCase());
  const { calls, outage } = api.state;
  const call = { method: method ?? req.params.method, body: {}, status: null, at: Date.now() };
  calls.push(call);
  if (calls.length > KEPT_CALLS) calls.splice(0, KEPT_CALLS / 20);
  try {
    if (outage) throw HANG_UP;
    if (!method) throw new ApiError(404, 'Not Found');
    const done = await result(api, method, call, req, res);
    call.status = 200;
    return res.json({ ok: true, result: done });
  } catch (error) {
    call.status = error === HANG_UP ? 0 : error.code ?? 500;
    return error === HANG_UP ? req.socket.destroy() : refuse(res, error);
  }
}

// --- the tests' own side

function visible(api, { message, html, edited }) {
  const file = message.document && api.state.files.get(message.document.file_id);
  return {
    message_id: message.message_id, from_bot: message.from?.id === ME.id,
    text: message.text ?? message.caption ?? '', html,
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: message.reply_markup?.inline_keyboard ?? [], date: message.date, edited,
    thread: (message.is_topic_message && message.message_thread_id) || null,
    reply_to: message.reply_to_message?.message_id ?? null,
    ...(file && {
      document: { name: file.name, size: file.bytes.length, base64: file.bytes.toString('base64') },
    }),
  };
}

const messagesOf = ({ state }, id) => [...state.chats.get(id)?.messages.values() ?? []];

// Waits until the bot has so many messages in a chat, or the time is over.
async function forReplies(api, id, count, seconds) {
  const signal = AbortSignal.timeout(seconds * 1000);
  const fromBot = ({ message }) => message.from?.id === ME.id;
  while (!signal.aborted && messagesOf(api, id).filter(fromBot).length < count) {
    await once(api, `chat ${id}`, { signal }).catch(() => {});
  }
}

function setFailure({ state }, rule) {
  const same = (one) => rule.method === undefined || one.method === rule.method;
  if (rule.times === 0) state.failures = state.failures.filter((one) => !same(one));
  else state.failures.push({ times: 1, ...rule });
}

function setOutage(api, { on }) {
  api.state.outage = on;
  if (on) api.waiting?.fail(HANG_UP);
}

function mark(api, { id, blocked, migrated_to: moved, ...info }) {
  const chat = api.chat({ id, ...info });
  if (blocked !== undefined) chat.blocked = blocked;
  if (!moved) return;
  chat.migratedTo = moved;
  api.chat({ id: moved, type: 'supergroup', title: chat.info.title });
}

function callsOf({ state }, method) {
  const wanted = method?.toLowerCase();
  return state.calls.filter((call) => (
    wanted ? call.method.toLowerCase() === wanted : call.method !== 'getUpdates'));
}

function commandsOf({ state }) {
  return [...state.commands].map(([key, commands]) => {
    const [scope, language] = JSON.parse(key);
    return { scope, language_code: language, commands };
  });
}

function control(api) {
  const router = express.Router();
  const posts = {
    reset: () => api.reset(),
    update: (body) => api.receive(body),
    fail: (body) => setFailure(api, body),
    outage: (body) => setOutage(api, body),
    slow: (body) => { api.state.slow.push({ times: Infinity, ...body }); },
    chat: (body) => mark(api, body),
  };
  for (const [name, action] of Object.entries(posts)) {
    router.post(`/${name}`, (req, res) => res.json(action(req.body) ?? { ok: true }));
  }
  router.get('/chats/:id/messages', async (req, res) => {
    const { replies = 0, seconds = 0 } = req.query;
    await forReplies(api, Number(req.params.id), Number(replies), Number(seconds));
    res.json(messagesOf(api, Number(req.params.id)).map((record) => visible(api, record)));
  });
  router.get('/calls', (req, res) => res.json(callsOf(api, req.query.method)));
  router.get('/commands', (_req, res) => res.json(commandsOf(api)));
  router.get('/pending', (_req, res) => res.json(api.state.pending.length));
  for (const kind of ['callbacks', 'inline']) {
    router.get(`/${kind}/:id`, (req, res) => res.json(api.state[kind].get(req.params.id) ?? null));
  }
  return router;
}

async function run(port) {
  const api = new BotApi(port);
  const app = express();
  app.use(express.json({ limit: '60mb' }), express.urlencoded({ extended: false, limit: '60mb' }));
  app.use(express.raw({ type: 'multipart/form-data', limit: '60mb' }));
  app.use('/control', control(api));
  app.get('/file/bot:token/documents/:id', (req, res) => {
    const file = req.params.token === TOKEN && api.state.files.get(req.params.id);
    if (!file) return refuse(res, new ApiError(404, 'Not Found'));
    return res.type(file.type).send(file.bytes);
  });
  app.get('/bot:token/:method', (req, res) => answer(api, req, res));
  app.post('/bot:token/:method', (req, res) => answer(api, req, res));
  app.all(/^\/bot/, (_req, res) => refuse(res, new ApiError(404, 'Not Found')));
  app.use('/', api.webServer); // what is left is the stock server's
  app.use((error, _req, res, _next) => refuse(
    res, error.type ? new ApiError(400, `Bad Request: ${error.message}`) : error));
  api.webServer = app;
  await api.start();
  api.server.keepAliveTimeout = 120000; // a bot's idle connection is not to be closed under it
  process.stdout.write(`listening ${api.server.address().port}\n`);
}

process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
run(Number(process.argv[2] || 0)).catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
