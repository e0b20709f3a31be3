import { z } from 'zod';

/** What an address said to a question without a credential. */
export interface LocalAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; `undefined` for anything else. */
  readonly body: unknown;
}

/** How to recognise one program. An open port proves nothing. */
export interface LocalServerKind {
  /** The row that it is; the row's addresses are where it is looked for. */
  readonly definitionId: string;
  /** From the root of the server. */
  readonly path: string;
  readonly recognizes: (answer: LocalAnswer) => boolean;
  /** The answer to `path` is the list of models too, and says more than the one under the base URL. */
  readonly listsModels?: true;
}

const version = z.object({ version: z.string() });
const list = z.object({ object: z.literal('list'), data: z.array(z.object({ id: z.string() })) });
const properties = z.object({ default_generation_settings: z.object({}) });

/** LM Studio answers 200 to paths that it does not know, and several programs imitate parts of the others. */
export const localServerKinds: readonly LocalServerKind[] = [
  // https://docs.ollama.com/api-reference/get-version
  { definitionId: 'ollama', path: '/api/version', recognizes: isOk(version) },
  // https://lmstudio.ai/docs/developer/rest/endpoints
  {
    definitionId: 'lm-studio',
    path: '/api/v0/models',
    recognizes: isOk(list),
    listsModels: true,
  },
  // https://github.com/ggml-org/llama.cpp/tree/master/tools/server: the header comes with a 401, too.
  {
    definitionId: 'llama-cpp',
    path: '/props',
    recognizes: (answer) => answer.headers['server'] === 'llama.cpp' || isOk(properties)(answer),
  },
  // https://docs.vllm.ai/en/latest/serving/openai_compatible_server
  { definitionId: 'vllm', path: '/version', recognizes: isOk(version) },
  // https://www.jan.ai/docs/desktop/api-server: nothing but the list says anything of it.
  { definitionId: 'jan', path: '/v1/models', recognizes: isOk(list), listsModels: true },
];

/** Whether a server refuses to answer without its key. */
export function isLocked({ status }: LocalAnswer): boolean {
  return status === 401 || status === 403;
}

function isOk(schema: z.ZodType): (answer: LocalAnswer) => boolean {
  return ({ status, body }) => status === 200 && schema.safeParse(body).success;
}
