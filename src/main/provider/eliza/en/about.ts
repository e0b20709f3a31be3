/** What ELIZA says plainly of itself and of the app, outside its part. The first pattern that fits answers. */
export const englishAbout: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:(?:please )?(?:show|give|write|draw) (?:me )?.*(?:markdown|tables?|code|lists?|demo)\b.*|(?:markdown|demo|formatting)(?: demo| please)?)$/,
    `Here is what an answer can look like.

## A table

| Program | Year | Runs on |
|---|---:|---|
| ELIZA | 1966 | an IBM 7094, and this computer |
| PARRY | 1972 | a PDP-10 |
| A model of today | now | somebody’s data center, or your own machine |

## Some code

\`\`\`typescript
/** Weizenbaum's idea in four lines: find a keyword, turn the sentence around. */
function reply(sentence: string): string {
  const match = /\\bi am (.+)/i.exec(sentence);
  return match ? \`How long have you been \${match[1]}?\` : 'Please go on.';
}
\`\`\`

## A list

1. Text arrives as it is written: **bold**, *italic*, \`code\`.
2. A finished block never moves again.
3. You can
   - [x] copy an answer, or only its code,
   - [x] stop it in the middle,
   - [ ] ask a real model, once you have added a provider.

> The quotation of the day: “Please go on.”`,
  ],
  [
    /^(?:so )?(?:who|what)(?: exactly)? (?:are|r) (?:you|u)\b|^what(?: is|'s) (?:eliza|this|parley)$|^are (?:you|u) (?:an? )?(?:real|human|person|ai|robot|bot|chatbot|machine|program|computer|chatgpt|gpt|claude|llm|language model|woman|man|doctor|therapist)\b|^introduce yourself|^tell me about yourself|^(?:who|when) (?:made|wrote|created|invented) you/,
    `I am **ELIZA**, a program that Joseph Weizenbaum wrote at MIT in 1966. I look for keywords and turn your sentences around; I understand nothing, and I am no doctor.

I am built into Parley so that you can try it at once: I need no account and no network, and nothing that you write to me leaves this computer. For today’s models, add a provider in the settings.`,
  ],
  [
    /^help$|^help me use|^what can you do|^what can i (?:ask|say)|^how (?:does|do) (?:this|it|you|i use) ?(?:work|this|parley)?(?: app)?$|^(?:i need )?instructions$/,
    `I am ELIZA, a program from 1966, and I can do three things:

- **Talk** like a patient listener of that time. Tell me how you feel, or about your family, your work, your dreams.
- **Show the app**: write *show me markdown* for an answer with a table, code and a list.
- **Say plainly** what I am, what happens to your words, and how to add a provider: just ask.

Everything stays on this computer. For answers from today’s models, add a provider: ask me *how do I add a provider?*`,
  ],
  [
    /^(?:how|where|can|could|may|i want|i would like|please|add|connect|set ?up)\b.*\b(?:add|connect|set ?up|configure|use|enter|switch to|talk to)\b.*\b(?:providers?|models?|key|openai|chatgpt|gpt|claude|anthropic|gemini|ollama|lm studio|llm)\b|^(?:add|connect|set ?up) (?:an? )?(?:provider|model)/,
    `To talk to a model of today:

1. Open the settings (**Ctrl+,** or **⌘,**) and go to the providers.
2. Add one: **OpenAI** with your key, or any **OpenAI-compatible server** by its address, such as a local one at \`http://127.0.0.1:1234/v1\`.
3. Test it there, then choose one of its models above the field where you write.

Your key stays on this computer, encrypted where the system can do that, and is sent to that provider alone. So is, from then on, what you write to its models.`,
  ],
  [
    /^(?:is|are|how) .*\b(?:private|confidential|safe here)$|\bprivacy\b|^(?:do|does|is|are|will|where) .*\b(?:my|our|the) (?:data|words|messages?|conversations?|texts?|chats?)\b.*\b(?:sent|send|stored?|saved?|go|leave|leaves|recorded|logged|shared?)\b|^do you (?:send|store|save|record|share)\b/,
    `Nothing that you write to me leaves this computer: I am a small program inside Parley, and I use no network. The conversation is saved here, in Parley’s data folder, and nowhere else.

That changes when you choose a model of a provider: then what you write is sent to that provider.`,
  ],
];

export const englishNoText =
  'I cannot see pictures or files: I am a program from 1966. Tell me in your own words what they show.';
