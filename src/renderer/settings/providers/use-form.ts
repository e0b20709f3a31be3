import { useState } from 'react';
import type { ProviderTest } from '#shared/contract.ts';
import { toFailure } from '#shared/failure.ts';
import type { Failure } from '#shared/failure.ts';
import type { ProviderId } from '#shared/id.ts';
import type { ProviderDefinition, ProviderView } from '#shared/provider/provider.ts';
import { call } from '../../client/bridge.ts';
import { draftAfterSave, draftOf, errorsOf, isChanged, saveInput } from './draft.ts';
import type { DraftErrors, ProviderDraft } from './draft.ts';

/** What the form is doing or did last. */
export type FormState =
  | { readonly type: 'idle' }
  | { readonly type: 'saving' }
  | { readonly type: 'testing' }
  | { readonly type: 'saved' }
  | { readonly type: 'tested'; readonly test: ProviderTest }
  | { readonly type: 'failed'; readonly failure: Failure };

export interface ProviderFormModel {
  readonly draft: ProviderDraft;
  readonly change: (change: Partial<ProviderDraft>) => void;
  /** Only those of fields that were left or tried to be saved. */
  readonly errors: DraftErrors;
  /** `undefined` until it has been saved once. */
  readonly savedId: ProviderId | undefined;
  readonly isChanged: boolean;
  readonly state: FormState;
  readonly leave: (field: keyof ProviderDraft) => void;
  /** Saves what changed, then tests it when asked to. Nothing is saved while there are errors. Resolves with whether it is saved. */
  readonly submit: (options: { readonly test: boolean }) => Promise<boolean>;
}

const allFields: ReadonlySet<keyof ProviderDraft> = new Set(['name', 'baseUrl', 'key']);

/** The form of one provider: an existing one, or a new one that becomes existing when it is saved. */
export function useProviderForm(
  definition: ProviderDefinition,
  provider: ProviderView | undefined,
): ProviderFormModel {
  const [draft, setDraft] = useState(() => draftOf(definition, provider));
  const [seen, setSeen] = useState<ReadonlySet<keyof ProviderDraft>>(new Set());
  const [savedId, setSavedId] = useState(provider?.id);
  /** As main has it; a new provider differs from nothing. */
  const [saved, setSaved] = useState(provider === undefined ? null : draft);
  const differs = saved === null || isChanged(draft, saved);
  const [state, setState] = useState<FormState>({ type: 'idle' });
  const found = errorsOf(definition, draft);

  async function save(): Promise<ProviderId> {
    if (!differs && savedId !== undefined) return savedId;
    setState({ type: 'saving' });
    const id = await call('provider.save', saveInput(definition, savedId, draft));
    setSavedId(id);
    setSaved(draftAfterSave(draft, draft));
    setDraft((now) => draftAfterSave(now, draft));
    return id;
  }

  async function submit({ test }: { readonly test: boolean }): Promise<boolean> {
    setSeen(allFields);
    if (Object.keys(found).length > 0) return false;
    try {
      const providerId = await save();
      if (test) setState({ type: 'testing' });
      setState(
        test
          ? { type: 'tested', test: await call('provider.test', { providerId }) }
          : { type: 'saved' },
      );
      return true;
    } catch (error) {
      setState({ type: 'failed', failure: toFailure(error) });
      return false;
    }
  }

  return {
    draft,
    change: (change) => {
      setDraft((now) => ({ ...now, ...change }));
      setState({ type: 'idle' });
    },
    errors: {
      ...(found.name !== undefined && seen.has('name') && { name: found.name }),
      ...(found.baseUrl !== undefined && seen.has('baseUrl') && { baseUrl: found.baseUrl }),
      ...(found.key !== undefined && seen.has('key') && { key: found.key }),
    },
    savedId,
    isChanged: differs,
    state,
    leave: (field) => setSeen(new Set([...seen, field])),
    submit,
  };
}
