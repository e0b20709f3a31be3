export const settings = {
  title: 'Settings',
  search: 'Search settings',
  nothingFound: 'No setting is called “{{query}}”.',
  changeFailed: 'The setting was not saved',
  section: {
    general: 'General',
    quickPrompt: 'Quick prompt',
    shortcuts: 'Shortcuts',
    appearance: 'Appearance',
    providers: 'Providers',
    network: 'Network',
    data: 'Data',
    about: 'About',
  },
  general: {
    language: 'Language',
    systemLanguage: 'Same as the system ({{language}})',
    languageKeywords: 'English Russian Русский',
    sendKey: 'Send with',
    sendKeyDescription: 'The other one begins a new line. {{shift}} always does.',
  },
  appearance: {
    theme: 'Theme',
    themeDescription: 'High contrast follows the system.',
    themeSystem: 'System',
    themeLight: 'Light',
    themeDark: 'Dark',
    textSize: 'Text size',
    textSizeDescription: 'Of everything in the window.',
    textSizeReset: 'Reset to 100 %',
    preview: 'Preview',
    previewText:
      'The best test of a text size is a paragraph that you really have to read. If this one is easy, so is an answer.',
  },
  providers: {
    description:
      'The services and local servers that answer you. Each conversation can use another one.',
    add: 'Add provider',
    addTitle: 'Add a provider',
    pick: 'Search services',
    pickEmpty:
      'No such service. Any server that speaks the OpenAI protocol can be added as OpenAI-compatible.',
    back: 'Providers',
    edit: 'Edit {{provider}}',
    found: 'Found on this computer',
    groupServices: 'Services',
    groupOwn: 'Your own server',
    groupRetired: 'Closed services',
    status: {
      ready: 'Ready',
      offline: 'Works offline',
      needsKey: 'Needs a key',
      needsAddress: 'Needs an address',
      keyUnreadable: 'Key unreadable',
      running: 'Running',
      stopped: 'Not running',
    },
    note: {
      offline: 'Built in: a conversation program of 1966. It needs no account and no network.',
      relay:
        'This is a relay: whoever runs it can read what you send and what is answered. Send nothing private.',
      local: 'Runs on this computer. It must be started before you write to it.',
      compatible:
        'Any server that speaks the OpenAI protocol: LM Studio, vLLM, llama.cpp, a company gateway.',
    },
    retired:
      'Closed since {{since}}: {{reason}} It is of use only for a server that speaks as it did.',
    name: 'Name',
    nameDescription: 'As it is shown in the model picker.',
    baseUrl: 'Address',
    baseUrlDescription:
      'Leave it empty for the service’s own. Several, separated by spaces, are tried in turn.',
    baseUrlNeeded: 'With its scheme and path, for example http://127.0.0.1:1234/v1',
    baseUrlClosed: 'Of your own server. Several, separated by spaces, are tried in turn.',
    unprotected:
      'Not encrypted: anyone on the way can read the key and your messages. Use https where you can.',
    kind: { key: 'API key', 'access-code': 'Access code', 'own-key': 'A key of your own' },
    optional: '{{label}} (optional)',
    kindPlaceholder: {
      key: 'Paste the key',
      'access-code': 'As the site’s owner gave it',
      'own-key': 'Paste the key',
    },
    ownKeyDescription:
      'Sent instead of the code: the site passes it on to the company whose models it offers, and can read it.',
    keyStored: 'A key is stored: {{hint}}',
    keyStoredHidden: 'A key is stored',
    keyReplace: 'Replace',
    keyKeep: 'Keep the stored one',
    keyRemove: 'Remove',
    keyWillBeRemoved: 'The stored key is removed when you save.',
    keyUnreadable:
      'The stored key can no longer be decrypted on this system. Enter it again; the old one is kept until you do.',
    keyGet: 'Get a key from {{host}}',
    guestCode: 'Get a guest code',
    guestCodeDescription:
      '{{provider}} gives a few messages to guests. The code takes the place of a stored one.',
    guestCodeLater: 'Add the provider first, then it can ask for a guest code.',
    protection: {
      system: 'Encrypted by the keychain of your system. It is sent to this provider only.',
      plain:
        'This system offers no keychain, so the key is stored without real encryption: whoever can read your files can read it. Installing a keyring (such as GNOME Keyring or KWallet) protects it.',
      none: 'This system offers no keychain, so the key is kept only until Parley is closed.',
    },
    save: 'Save',
    saveNew: 'Add',
    saved: 'Saved',
    test: 'Test',
    testing: 'Testing…',
    testOk_one: 'Connected: {{count}} model found in {{time}}.',
    testOk_other: 'Connected: {{count}} models found in {{time}}.',
    testFailed: 'After {{time}}',
    remove: 'Remove',
    removeQuestion: 'Remove {{provider}}?',
    removeDescription:
      'Its key is deleted from this computer. Conversations stay; to continue them you choose another model.',
    removed: '{{provider}} was removed',
    error: {
      nameMissing: 'Enter a name.',
      nameLong: 'Enter a name of at most 80 characters.',
      addressMissing: 'Enter the address of the server.',
      addressInvalid: 'Enter an address that begins with http:// or https://',
      addressSecret: 'Leave out the user name and password: the key has its own field.',
      addressClosed:
        'This is where the service was. It is closed and may belong to others: enter the address of your own server.',
      keyMissing: 'Paste the key, or keep the stored one.',
      keySpaces: 'A key has no spaces or line breaks. Check that only the key was copied.',
      keyForeign: 'A key has only plain letters, digits and signs. Copy it again.',
      codeForeign:
        'A code can be sent only in plain letters, digits and signs (ASCII). Ask whoever runs the site for another one.',
    },
  },
  data: {
    folder: 'Data folder',
    folderDescription:
      'Every conversation is a file of its own in this folder. Nothing is stored anywhere else.',
    export: 'Export all conversations',
    exportDescription:
      'Markdown and web pages hold what you see, one file for each conversation. A Parley archive holds everything that was said, with all branches and files. No keys and no settings are in any of them.',
    exportAs: { markdown: 'Markdown', html: 'Web pages', archive: 'Parley archive' },
    exported_one: '{{count}} conversation exported.',
    exported_other: '{{count}} conversations exported.',
    showFolder: 'Show in the file manager',
    notSaving: 'Nothing can be saved at the moment. Everything is kept in memory until it can.',
    damaged: 'Damaged files',
    damagedDescription:
      'These could not be read whole. Nothing in them was changed; what could be read is in your library.',
    damagedNone: 'None. Every file could be read.',
    salvaged_one: '{{count}} message recovered',
    salvaged_other: '{{count}} messages recovered',
    salvagedNone: 'Nothing recovered',
    fileState: {
      unreadable: 'Cannot be read right now',
      'not-understood': 'Partly from another version of Parley; that part is kept and not used',
    },
    show: 'Show',
    dismiss: 'Dismiss',
  },
  about: {
    version: 'Version {{version}}',
    tagline: 'One desktop window for every language model.',
    report: 'Fault report',
    reportText:
      'What went wrong in Parley lately and on what it ran, without keys. It stays on this computer: copy it when you ask for help.',
    copyReport: 'Copy report',
    reportCopied: 'Report copied',
    licence: 'Licence',
    licenceText: 'Free software under the MIT licence.',
    privacy: 'Privacy',
    privacyText:
      'Parley sends nothing about you to anyone. What you write goes only to the provider that you choose.',
  },
} as const;
