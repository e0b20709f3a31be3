import { z } from 'zod';
import { fallbackSchema, modelRefSchema } from './model.ts';
import { configuredProviderSchema } from './provider.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/**
 * The only list of settings. Each field falls back to its default by itself, so one damaged value costs that value
 * alone; unknown fields of a newer version are kept.
 */
export const settingsSchema = z.looseObject({
  theme: z.enum(themes).catch('system'),
  /** `null` follows the system. */
  language: z.enum(languages).nullable().catch(null),
  sendKey: z.enum(['enter', 'mod-enter']).catch('enter'),
  /** Multiplies the base text size; 1 is the system's. */
  textScale: z.number().min(0.75).max(2).catch(1),
  /** The model of the next new conversation: the last one chosen. */
  model: modelRefSchema.catch({ providerId: 'eliza', modelId: 'eliza-1966' }),
  /** For conversations without a chain of their own. */
  fallback: fallbackSchema.catch([]),
  sidebarOpen: z.boolean().catch(true),
  providers: z.array(configuredProviderSchema).catch([]),
  window: z
    .object({
      x: z.number().optional(),
      y: z.number().optional(),
      width: z.number().min(360),
      height: z.number().min(400),
      maximized: z.boolean(),
    })
    .nullable()
    .catch(null),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/** What a window may change; providers and window bounds have procedures of their own or belong to main. */
export const settingsPatchSchema = z
  .strictObject({
    theme: z.enum(themes),
    language: z.enum(languages).nullable(),
    sendKey: z.enum(['enter', 'mod-enter']),
    textScale: z.number().min(0.75).max(2),
    model: modelRefSchema,
    fallback: fallbackSchema,
    sidebarOpen: z.boolean(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
