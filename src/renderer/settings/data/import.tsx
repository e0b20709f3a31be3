import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { ImportResult, ImportSurvey } from '#shared/import/import.ts';
import { useLanguage } from '../../client/settings.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { SettingBlock } from '../kit/setting.tsx';
import styles from './import.module.css';
import { useImport } from './use-import.ts';
import type { ImportSteps } from './use-import.ts';

/** Conversations from other apps: looked at first, written when the person says so. */
export function ImportConversations() {
  const { t } = useTranslation();
  const steps = useImport();
  const { step } = steps.state;
  const isBusy = step === 'surveying' || step === 'running' || step === 'surveyed';
  return (
    <SettingBlock
      label={t('settings.data.import')}
      description={t('settings.data.importDescription')}
    >
      {!isBusy && <Button onClick={steps.choose}>{t('settings.data.importChoose')}</Button>}
      <div aria-live="polite">
        <Step {...steps} />
      </div>
    </SettingBlock>
  );
}

function Step(steps: ImportSteps) {
  const { t } = useTranslation();
  const { state, cancel, undo } = steps;
  switch (state.step) {
    case 'idle':
      return null;
    case 'surveying':
      return (
        <p className={styles.row}>
          {t('settings.data.importReading')}
          <Button size="s" onClick={cancel}>
            {t('app.cancel')}
          </Button>
        </p>
      );
    case 'surveyed':
      return <Survey survey={state.survey} steps={steps} />;
    case 'running':
      return (
        <div className={styles.row}>
          <progress
            className={styles.bar}
            aria-label={t('settings.data.import')}
            {...(state.progress && { value: state.progress.done, max: state.progress.total })}
          />
          <span className={styles.count}>
            {state.progress && `${state.progress.done} / ${state.progress.total}`}
          </span>
          <Button size="s" onClick={cancel}>
            {t('settings.data.importStop')}
          </Button>
        </div>
      );
    case 'done':
      return (
        <div className={styles.done}>
          <p>{resultText(t, state.result)}</p>
          {state.result.added > 0 && (
            <Button size="s" variant="quiet" onClick={undo}>
              {t('app.undo')}
            </Button>
          )}
        </div>
      );
    case 'undone':
      return (
        <p className={styles.done}>{t('settings.data.importUndone', { count: state.count })}</p>
      );
    case 'failed':
      return (
        <Notice tone="danger" title={t('settings.data.importFailed')}>
          {state.message}
        </Notice>
      );
  }
}

function Survey({ survey, steps }: { readonly survey: ImportSurvey; readonly steps: ImportSteps }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const { added, grown, firstAt, lastAt, missingFiles, skipped, problem } = survey;
  const notes = [
    missingFiles > 0 && t('settings.data.importMissing', { count: missingFiles }),
    skipped > 0 && t('settings.data.importSkipped', { count: skipped }),
    problem !== null && t('settings.data.importProblem', { reason: problem }),
  ].filter((note) => note !== false);
  return (
    <section className={styles.card} aria-label={survey.fileName}>
      <h4 className={styles.name}>{survey.fileName}</h4>
      <p>
        {survey.kinds.map((kind) => t(`settings.data.importKind.${kind}`)).join(', ')}
        {' · '}
        {t('settings.data.importConversations', { count: survey.conversations })}
        {' · '}
        {t('settings.data.importMessages', { count: survey.messages })}
      </p>
      {firstAt !== null && lastAt !== null && (
        <p className={styles.quiet}>{day.formatRange(firstAt, lastAt)}</p>
      )}
      <p className={styles.quiet}>
        {added + grown === 0
          ? t('settings.data.importNothingNew')
          : t('settings.data.importNews', { added, grown })}
      </p>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <div className={styles.row}>
        {added + grown > 0 && (
          <Button variant="primary" onClick={() => steps.run(survey)}>
            {t('settings.data.importRun')}
          </Button>
        )}
        <Button onClick={steps.cancel}>{t('app.cancel')}</Button>
      </div>
    </section>
  );
}

function resultText(t: TFunction, { added, grown, known, wasCancelled, problem }: ImportResult) {
  const counts = t('settings.data.importDone', { added, grown, known });
  if (wasCancelled) return `${t('settings.data.importStopped')} ${counts}`;
  return problem === null
    ? counts
    : `${counts} ${t('settings.data.importProblem', { reason: problem })}`;
}
