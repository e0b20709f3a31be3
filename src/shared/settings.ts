import { z } from 'zod';
import { acceleratorSchema } from '#shared/command/accelerator.ts';
import { commandIdSchema } from '#shared/command/command.ts';
import { conversationIdSchema, providerIdSchema } from './id.ts';
import { rowsOf } from './rows.ts';
import { MOST_FALLBACKS, fallbackSchema, modelRefSchema } from '#shared/provider/model.ts';
import { networkPatchSchema, networkSchema } from '#shared/network/network.ts';
import { credentialKinds } from '#shared/provider/provider.ts';
import type { ConfiguredProvider } from '#shared/provider/provider.ts';

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

export const configuredProviderSchema = z.object({
  id: providerIdSchema,
  definitionId: z.string(),
  name: z.string().trim().min(1).max(80),
  baseUrl: z.string().nullable(),
  credentialKind: z.enum(credentialKinds).exactOptional(),
}) satisfies z.ZodType<ConfiguredProvider>;

/** Where the quick prompt was on one display, so that it fits again when that display has another size or scale. */
const quickPromptPlaceSchema = z.object({
  /** The middle of the window, as a share of the width of the work area. */
  middle: z.number().min(0).max(1),
  /** Its upper edge, as a share of the height. */
  top: z.number().min(0).max(1),
  /** Device-independent pixels. */
  width: z.number().positive(),
  /** What it grows to at most, in device-independent pixels; `null`: as much as fits. */
  tallest: z.number().positive().nullable(),
});
export type QuickPromptPlace = z.infer<typeof quickPromptPlaceSchema>;

/** Where the quick prompt goes on, as long as that is not too long ago. */
const quickPromptUseSchema = z.object({
  conversationId: conversationIdSchema.nullable(),
  /** The one before, whose prompt can be brought back. */
  previousId: conversationIdSchema.nullable(),
  /** When it was on screen last. Milliseconds since the epoch. */
  shownAt: z.number(),
});

const quickPromptSchema = z.looseObject({
  /** Opened this long after it was last used, it begins a new conversation. 0: always. */
  newAfterMinutes: z.number().int().min(0).max(1440).catch(5),
  /** Stays open when another window is used. */
  pinned: z.boolean().catch(false),
  /** `null`: that of a new conversation. */
  model: modelRefSchema.nullable().catch(null),
  lastUse: quickPromptUseSchema.nullable().catch(null),
  /** By display. */
  places: z.record(z.string(), quickPromptPlaceSchema).catch({}),
});

/** What a click on the tray icon does, where the desktop leaves that to the app. */
export const trayClicks = ['quick-prompt', 'main-window', 'menu'] as const;
export type TrayClick = (typeof trayClicks)[number];

const traySchema = z.looseObject({
  shown: z.boolean().catch(true),
  click: z.enum(trayClicks).catch('quick-prompt'),
  /** Closing the main window leaves Parley running, where there is a tray to find it in. */
  closeToTray: z.boolean().catch(true),
  /** That Parley goes on in the tray has been said. */
  hintGiven: z.boolean().catch(false),
});

/** Keys, or `''` for none. */
const shortcutSchema = z.union([acceleratorSchema, z.literal('')]);

const shortcutsSchema = z.looseObject({
  /** Opens the quick prompt from anywhere. `null`: the one that Parley suggests on this platform. */
  quickPrompt: shortcutSchema.nullable().catch(null),
  /** By command, where they differ from the command table. */
  commands: z.record(z.string(), shortcutSchema).catch({}),
});

/**
 * The only list of settings. Each field falls back to its default by itself and each row of a list is left out by
 * itself, so one damaged value costs that value alone; unknown fields and rows of a newer version are kept.
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
  fallback: rowsOf(modelRefSchema, MOST_FALLBACKS),
  sidebarOpen: z.boolean().catch(true),
  quickPrompt: quickPromptSchema.catch(quickPromptSchema.parse({})),
  tray: traySchema.catch(traySchema.parse({})),
  shortcuts: shortcutsSchema.catch(shortcutsSchema.parse({})),
  /** A notification when an answer ends that no window shows. */
  notifyWhenDone: z.boolean().catch(true),
  /** Looks for newer versions once a day. `null`: the person was not asked yet, and nothing is looked for. */
  updateChecks: z.boolean().nullable().catch(null),
  /** Offers try-outs of the next version as well. */
  earlyVersions: z.boolean().catch(false),
  /** The newer version that the person does not want to hear of again. */
  skippedVersion: z.string().max(64).nullable().catch(null),
  providers: rowsOf(configuredProviderSchema),
  network: networkSchema.catch(networkSchema.parse({})),
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
    network: networkPatchSchema,
    /** Changes what it names and leaves the rest. */
    quickPrompt: z
      .strictObject({
        newAfterMinutes: z.number().int().min(0).max(1440),
        pinned: z.boolean(),
        model: modelRefSchema.nullable(),
        lastUse: quickPromptUseSchema,
      })
      .partial(),
    tray: z
      .strictObject({
        shown: z.boolean(),
        click: z.enum(trayClicks),
        closeToTray: z.boolean(),
      })
      .partial(),
    shortcuts: z
      .strictObject({
        quickPrompt: shortcutSchema.nullable(),
        /** In place of all that was there. */
        commands: z.partialRecord(commandIdSchema, shortcutSchema),
      })
      .partial(),
    notifyWhenDone: z.boolean(),
    updateChecks: z.boolean(),
    earlyVersions: z.boolean(),
    skippedVersion: z.string().max(64).nullable(),
  })
  .partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;
