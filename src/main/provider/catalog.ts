import type { ProviderDefinition } from '#shared/provider.ts';

/** The offline provider: always configured, cannot be removed. */
export const OFFLINE_PROVIDER_ID = 'eliza';

/** Every service that Parley knows, in the order in which it offers them. Adding one is adding an entry here. */
export const catalog: readonly ProviderDefinition[] = [
  {
    id: OFFLINE_PROVIDER_ID,
    name: 'ELIZA',
    adapter: 'eliza',
    baseUrls: [],
    auth: { type: 'none' },
    credential: 'none',
    models: ['eliza-1966'],
    note: 'offline',
  },
  {
    id: 'openai',
    name: 'OpenAI',
    adapter: 'openai-chat',
    baseUrls: ['https://api.openai.com/v1'],
    auth: { type: 'bearer' },
    credential: 'required',
    credentialUrl: 'https://platform.openai.com/api-keys',
    credentialVariable: 'OPENAI_API_KEY',
    models: ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-4.1'],
  },
  {
    id: 'openai-responses',
    name: 'OpenAI (Responses)',
    adapter: 'openai-responses',
    baseUrls: ['https://api.openai.com/v1'],
    auth: { type: 'bearer' },
    credential: 'required',
    credentialUrl: 'https://platform.openai.com/api-keys',
    credentialVariable: 'OPENAI_API_KEY',
    // Without it the service keeps what the model thought to itself.
    bodyDefaults: { reasoning: { summary: 'auto' } },
    models: ['gpt-5.5', 'gpt-5.4', 'gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-4.1'],
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    adapter: 'anthropic',
    baseUrls: ['https://api.anthropic.com/v1'],
    auth: { type: 'header', header: 'x-api-key' },
    credential: 'required',
    credentialUrl: 'https://platform.claude.com/settings/keys',
    credentialVariable: 'ANTHROPIC_API_KEY',
    models: ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-fable-5-2'],
  },
  {
    id: 'gemini',
    name: 'Google Gemini',
    adapter: 'gemini',
    baseUrls: ['https://generativelanguage.googleapis.com/v1beta'],
    auth: { type: 'header', header: 'x-goog-api-key' },
    credential: 'required',
    credentialUrl: 'https://aistudio.google.com/apikey',
    credentialVariable: 'GEMINI_API_KEY',
    models: ['gemini-3.8-flash', 'gemini-3.1-pro-preview', 'gemini-3.5-flash-lite'],
  },
  {
    id: 'openai-compatible',
    name: 'OpenAI-compatible server',
    adapter: 'openai-chat',
    baseUrls: [],
    auth: { type: 'bearer' },
    credential: 'optional',
    models: [],
    note: 'compatible',
  },
];

export function findDefinition(id: string): ProviderDefinition | undefined {
  return catalog.find((definition) => definition.id === id);
}
