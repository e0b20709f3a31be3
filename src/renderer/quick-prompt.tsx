import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { QuickPromptApp } from './app/quick-prompt/app.tsx';
import { transcript, modelList } from './app/deferred-views.tsx';
import { changeShown, getSession, resumeSession } from './app/quick-prompt/session.ts';
import { WindowFault } from './app/window/fault.tsx';
import { connect } from './client/connect.ts';
import { getEnvironment } from './client/environment.ts';
import { getSettings } from './client/settings.ts';
import { setDraftsPage } from './composer/drafts.ts';
import './style/tokens.css';
import './style/base.css';
import { setLanguage } from './text/i18n.ts';

async function start(container: Element): Promise<void> {
  const root = createRoot(container);
  try {
    setDraftsPage('quick-prompt');
    await connect({
      // Both are for the main window.
      showConversation: () => undefined,
      invokeCommand: () => undefined,
      changeQuickPrompt: changeShown,
    });
    await setLanguage(getSettings().language ?? getEnvironment().systemLanguage);
    resumeSession();
    if (getSession().conversationId !== null) await transcript.load();
    root.render(
      <StrictMode>
        <QuickPromptApp />
      </StrictMode>,
    );
    requestIdleCallback(() => {
      for (const { load } of [transcript, modelList]) void load();
    });
  } catch (error) {
    await setLanguage(navigator.language.startsWith('ru') ? 'ru' : 'en');
    root.render(<WindowFault />);
    throw error;
  }
}

const container = document.querySelector('#root');
if (container !== null) await start(container);
