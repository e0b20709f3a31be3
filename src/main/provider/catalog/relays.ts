import type { ProviderDefinition } from '#shared/provider/provider.ts';

/** https://github.com/ChatGPTNextWeb/NextChat/blob/fbf6bc197/app/client/platforms/openai.ts */
const nextChat = {
  adapter: 'openai-chat',
  apiPath: '/api/openai/v1',
  // Without the prefix it takes a bearer for a key of one's own, and passes it on to OpenAI.
  auth: { type: 'bearer', accessCodePrefix: 'nk-' },
  credentialKinds: ['access-code', 'own-key'],
} as const satisfies Partial<ProviderDefinition>;

/** What the web client of 2023 sends; it neither limits an answer nor asks for its usage. */
const nextChatBody = {
  temperature: 0.5,
  presence_penalty: 0,
  frequency_penalty: 0,
  top_p: 1,
  stream_options: null,
} as const;

const languages = 'en,fr-FR;q=0.9,fr;q=0.8,es-ES;q=0.7,es;q=0.6,en-US;q=0.5,am;q=0.4,de;q=0.3';

const sameOrigin = {
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-origin',
} as const;

const macUserAgent = (version: number): string =>
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
const windowsUserAgent = (version: number): string =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;

/** The operator of Equing and EasyChat puts it below answers, with a different host each time. */
const easyChatAdvert = { opening: '> provided by [EasyChat](', closing: ')' } as const;

const chatGptPrompt =
  "You are ChatGPT, a large language model trained by OpenAI. Follow the user's instructions carefully. Respond using markdown.";

/**
 * Sites that answered in front of somebody else's models, as their web clients spoke to them. All of them have closed
 * what they offered without an account; the rows are for addresses that speak as they did.
 */
export const relays: readonly ProviderDefinition[] = [
  {
    id: 'nextchat',
    name: 'NextChat',
    ...nextChat,
    baseUrls: [],
    credential: 'optional',
    models: ['gpt-3.5-turbo'],
    note: 'relay',
  },
  {
    id: 'nextchat-2023',
    name: 'NextChat (before August 2023)',
    ...nextChat,
    // https://github.com/ChatGPTNextWeb/NextChat/commit/67c8ec6d7: the prefix of codes until 2023-08-09.
    auth: { type: 'bearer', accessCodePrefix: 'ak-' },
    baseUrls: [],
    credential: 'optional',
    models: ['gpt-3.5-turbo'],
    note: 'relay',
  },
  {
    id: 'equing',
    name: 'Equing',
    ...nextChat,
    baseUrls: [],
    credential: 'optional',
    headers: {
      authority: '{host}',
      accept: 'text/event-stream',
      'accept-language': languages,
      'cache-control': 'no-cache',
      'content-type': 'application/json',
      origin: '{origin}',
      plugins: '0',
      pragma: 'no-cache',
      referer: '{origin}/',
      'sec-ch-ua': '"Not/A)Brand";v="99", "Google Chrome";v="115", "Chromium";v="115"',
      'sec-ch-ua-mobile': '?0',
      'sec-ch-ua-platform': '"macOS"',
      ...sameOrigin,
      'user-agent': macUserAgent(115),
      usesearch: 'false',
      'x-requested-with': 'XMLHttpRequest',
    },
    bodyDefaults: nextChatBody,
    models: ['gpt-3.5-turbo', 'gpt-3.5-turbo-0613', 'gpt-4o-mini'],
    adverts: [easyChatAdvert],
    retired: {
      since: '2023-09-08',
      addresses: ['https://next.eqing.tech'],
      reason: {
        en: 'It asks for a captcha and has no models left for people without an account.',
        ru: 'Требует капчу, а моделей без учётной записи больше нет.',
      },
    },
    note: 'relay',
  },
  {
    id: 'easychat',
    name: 'EasyChat',
    ...nextChat,
    baseUrls: [],
    credential: 'optional',
    headers: {
      authority: '{host}',
      accept: 'text/event-stream',
      // The last item is malformed in the web client too.
      'accept-language': `${languages},fa=0.2`,
      'content-type': 'application/json',
      origin: '{origin}',
      referer: '{origin}/',
      'x-requested-with': 'XMLHttpRequest',
      plugins: '0',
      'sec-ch-ua': '"Chromium";v="116", "Not)A;Brand";v="24", "Google Chrome";v="116"',
      'sec-ch-ua-mobile': '?0',
      'sec-ch-ua-platform': '"Windows"',
      ...sameOrigin,
      'user-agent': windowsUserAgent(116),
      usesearch: 'false',
    },
    bodyDefaults: nextChatBody,
    models: ['gpt-3.5-turbo'],
    preflight: { path: '/' },
    adverts: [easyChatAdvert],
    forbidden: 'human-verification-required',
    retired: {
      since: '2023-09-12',
      addresses: ['chat10', 'chat9', 'chat1', 'chat2', 'chat3', 'chat4', 'gxos1h1ddt'].map(
        (name) => `https://${name}.fastgpt.me`,
      ),
      reason: {
        en: 'Its servers asked for a captcha and then went away.',
        ru: 'Серверы начали требовать капчу, а потом исчезли.',
      },
    },
    note: 'relay',
  },
  {
    id: 'gravityengine',
    name: 'GravityEngine',
    ...nextChat,
    baseUrls: [],
    credential: 'optional',
    headers: { 'content-type': 'application/json' },
    bodyDefaults: { temperature: 0.7, presence_penalty: 0, stream_options: null },
    bodyOrder: ['model', 'temperature', 'presence_penalty', 'messages'],
    models: ['gpt-3.5-turbo-16k', 'gpt-3.5-turbo-0613', 'gpt-3.5-turbo'],
    retired: {
      since: '2023-07-24',
      addresses: ['https://gpt4.gravityengine.cc'],
      reason: {
        en: 'It asked for an access code and then went away; its domain belongs to others now.',
        ru: 'Стал требовать код доступа, а потом исчез; домен теперь принадлежит другим.',
      },
    },
    note: 'relay',
  },
  {
    id: 'dfehub',
    name: 'DfeHub',
    ...nextChat,
    baseUrls: [],
    credential: 'optional',
    headers: {
      authority: '{host}',
      accept: '*/*',
      'accept-language': languages,
      'content-type': 'application/json',
      origin: '{origin}',
      referer: '{origin}/',
      'sec-ch-ua': '"Not.A/Brand";v="8", "Chromium";v="114", "Google Chrome";v="114"',
      'sec-ch-ua-mobile': '?0',
      'sec-ch-ua-platform': '"macOS"',
      ...sameOrigin,
      'user-agent': macUserAgent(114),
      'x-requested-with': 'XMLHttpRequest',
    },
    bodyDefaults: nextChatBody,
    bodyOrder: [
      'messages',
      'model',
      'temperature',
      'presence_penalty',
      'frequency_penalty',
      'top_p',
      'stream',
    ],
    models: ['gpt-3.5-turbo'],
    rateLimit: 'detail',
    longestWaitMs: 60_000,
    retired: {
      since: '2023-07-28',
      addresses: ['https://chat.dfehub.com'],
      reason: {
        en: 'It limited more and more calls and then went away.',
        ru: 'Всё чаще ограничивал запросы, а потом исчез.',
      },
    },
    note: 'relay',
  },
  {
    id: 'liaobots',
    name: 'Liaobots',
    adapter: 'chatbot-ui',
    baseUrls: [],
    auth: { type: 'header', header: 'x-auth-code' },
    credential: 'required',
    credentialKinds: ['access-code'],
    credentialVariable: 'LIAOBOTS_AUTH_CODE',
    headers: {
      authority: '{host}',
      'content-type': 'application/json',
      origin: '{origin}',
      referer: '{origin}/',
      'user-agent': windowsUserAgent(112),
    },
    bodyDefaults: { prompt: chatGptPrompt },
    models: ['gpt-3.5-turbo', 'gpt-4'],
    modelFields: {
      'gpt-4': { name: 'GPT-4', maxLength: 24_000, tokenLimit: 8000 },
      'gpt-3.5-turbo': { name: 'GPT-3.5', maxLength: 12_000, tokenLimit: 4000 },
    },
    answerTokens: 1000,
    login: { path: '/api/user', body: { authcode: '' }, credentialField: 'authCode' },
    retired: {
      since: '2023-07-16',
      addresses: ['https://liaobots.com'],
      reason: {
        en: 'It moved to liaobots.work and asked for an account.',
        ru: 'Переехал на liaobots.work и стал требовать учётную запись.',
      },
    },
    note: 'relay',
  },
  {
    id: 'liaobots-work',
    name: 'Liaobots (2025)',
    adapter: 'chatbot-ui',
    baseUrls: [],
    auth: { type: 'header', header: 'x-auth-code' },
    credential: 'required',
    credentialUrl: 'https://liaobots.work',
    credentialKinds: ['access-code'],
    credentialVariable: 'LIAOBOTS_AUTH_CODE',
    headers: {
      accept: '*/*',
      'accept-language': 'en-US,en;q=0.9',
      'content-type': 'application/json',
      dnt: '1',
      origin: '{origin}',
      priority: 'u=1, i',
      referer: '{origin}/en',
      'sec-ch-ua': '"Chromium";v="135", "Not-A.Brand";v="8"',
      'sec-ch-ua-mobile': '?0',
      'sec-ch-ua-platform': '"Linux"',
      ...sameOrigin,
      'user-agent':
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/135.0.0.0 Safari/537.36',
    },
    bodyDefaults: {
      search: 'false',
      // A template that the service fills in itself.
      prompt: '你是 {{model}}，一个由 {{provider}} 训练的大型语言模型，请仔细遵循用户的指示。',
    },
    models: ['grok-3', 'o3-mini', 'deepseek-r1', 'claude-3-7-sonnet-20250219', 'gemini-2.0-flash'],
    modelFields: {
      'grok-3': { provider: 'x.ai' },
      'o3-mini': { provider: 'OpenAI' },
      'deepseek-r1': { provider: 'DeepSeek' },
      'claude-3-7-sonnet-20250219': { provider: 'Anthropic' },
      'gemini-2.0-flash': { provider: 'Google' },
    },
    login: {
      path: '/api/user',
      body: { authcode: '', recommendUrl: '{origin}/zh' },
      credentialField: 'authCode',
    },
    retired: {
      since: '2025-05-25',
      addresses: [],
      reason: {
        en: 'It asks for a captcha and for payment before it answers.',
        ru: 'Требует капчу и оплату, прежде чем ответить.',
      },
    },
    note: 'relay',
  },
];
