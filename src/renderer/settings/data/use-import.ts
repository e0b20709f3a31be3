import { useEffect, useState } from 'react';
import { toFailure } from '#shared/failure.ts';
import type { ImportProgress, ImportResult, ImportSurvey } from '#shared/import/import.ts';
import { call } from '../../client/bridge.ts';
import { runImport } from '../../client/conversation/import.ts';

/** Where an import is: from choosing a file to what came of it. */
export type ImportState =
  | { readonly step: 'idle' }
  | { readonly step: 'surveying' }
  | { readonly step: 'surveyed'; readonly survey: ImportSurvey }
  | { readonly step: 'running'; readonly progress: ImportProgress | null }
  | { readonly step: 'done'; readonly result: ImportResult }
  | { readonly step: 'undone'; readonly count: number }
  | { readonly step: 'failed'; readonly message: string };

export interface ImportSteps {
  readonly state: ImportState;
  readonly choose: () => void;
  readonly run: (survey: ImportSurvey) => void;
  /** Ends what runs; what is written stays. */
  readonly cancel: () => void;
  readonly undo: () => void;
}

export function useImport(): ImportSteps {
  const [state, setState] = useState<ImportState>({ step: 'idle' });

  // Nobody waits for the survey of a pane that was left; an import goes on.
  const isSurveying = state.step === 'surveying';
  useEffect(() => {
    if (!isSurveying) return undefined;
    return () => void call('import.cancel', {}).catch(() => undefined);
  }, [isSurveying]);

  async function telling(work: () => Promise<ImportState>): Promise<void> {
    try {
      setState(await work());
    } catch (error) {
      setState({ step: 'failed', message: toFailure(error).message });
    }
  }

  return {
    state,
    choose: () => {
      setState({ step: 'surveying' });
      void telling(async () => {
        const survey = await call('import.survey', {});
        return survey === null ? { step: 'idle' } : { step: 'surveyed', survey };
      });
    },
    run: ({ importId }) => {
      setState({ step: 'running', progress: null });
      void telling(async () => {
        const result = await runImport(importId, (progress) =>
          setState({ step: 'running', progress }),
        );
        return { step: 'done', result };
      });
    },
    cancel: () => {
      if (state.step === 'surveyed') setState({ step: 'idle' });
      else void telling(() => call('import.cancel', {}).then(() => state));
    },
    undo: () =>
      void telling(async () => ({ step: 'undone', count: await call('import.undo', {}) })),
  };
}
