import type { Language } from '#shared/settings.ts';
import type { ProxyBefore, TrustQuestion } from './question.ts';

/** A question as a dialog of the system shows it. */
export interface TrustText {
  readonly message: string;
  readonly detail: string;
  readonly agree: string;
  readonly refuse: string;
}

/** Names both sides: who has it now, and who would. Names that a page gave are one line without tricks. */
export function trustText(language: Language, question: TrustQuestion): TrustText {
  return texts[language](question);
}

const texts: Record<Language, (question: TrustQuestion) => TrustText> = {
  en: (question) => {
    switch (question.type) {
      case 'give-credential':
        return {
          message: `Send the key of “${plain(question.provider)}” to another server?`,
          detail: `Until now it went to: ${list(question.from)}\nFrom now on it would go to: ${list(question.to)}\n\nWhoever runs that server learns the key and can use it in your name.`,
          agree: 'Send the Key There',
          refuse: 'Keep the Key Where It Is',
        };
      case 'keep-unprotected':
        return {
          message: `Keep the key of “${plain(question.provider)}” on the disk without protection?`,
          detail:
            'Until now: in memory, until Parley quits.\nFrom now on: in a file that every program of your account, and whoever gets hold of the disk, can read.\n\nNo keychain of your system is open. If it has one, unlock it and enter the key again.',
          agree: 'Keep Unprotected',
          refuse: 'Only Until Parley Quits',
        };
      case 'use-proxy':
        return {
          message: 'Send everything through another proxy?',
          detail: `Until now: ${proxyBefore(question.before, 'as the system says', 'straight, without a proxy')}\nFrom now on: ${plain(question.proxy)}\n\nThe proxy sees which servers you use, and reads along wherever an address is plain http.`,
          agree: 'Use This Proxy',
          refuse: 'Leave It as It Is',
        };
      case 'trust-certificate':
        return {
          message: `Trust this certificate for ${plain(question.host)}?`,
          detail: `Until now: only certificates that a known issuer vouches for.\nFrom now on at ${plain(question.host)} also this one, SHA-256:\n${fingerprint(question.fingerprint)}\n\nAgree only if the operator of the server told you the same fingerprint. Otherwise somebody in between could read your keys and conversations.`,
          agree: 'Trust It',
          refuse: 'Do Not Trust It',
        };
      case 'trust-issuers':
        return {
          message: 'Trust the issuers of this file for every server?',
          detail: `Until now: ${question.before === null ? 'the issuers of the system' : `the issuers of the system and of ${plain(question.before)}`}\nFrom now on also: ${plain(question.file)}\n\nWhoever holds the keys of these issuers can read what you send to any server.`,
          agree: 'Trust This File',
          refuse: 'Leave It as It Is',
        };
    }
  },
  ru: (question) => {
    switch (question.type) {
      case 'give-credential':
        return {
          message: `Отправлять ключ «${plain(question.provider)}» на другой сервер?`,
          detail: `До сих пор он отправлялся сюда: ${list(question.from)}\nТеперь будет отправляться сюда: ${list(question.to)}\n\nВладелец этого сервера узнает ключ и сможет пользоваться им от вашего имени.`,
          agree: 'Отправлять туда',
          refuse: 'Оставить как есть',
        };
      case 'keep-unprotected':
        return {
          message: `Хранить ключ «${plain(question.provider)}» на диске без защиты?`,
          detail:
            'До сих пор: в памяти, пока Parley не завершён.\nТеперь: в файле, который прочтёт любая программа под вашей учётной записью и любой, к кому попадёт диск.\n\nСвязка ключей системы не открыта. Если она есть, разблокируйте её и введите ключ снова.',
          agree: 'Хранить без защиты',
          refuse: 'Только до завершения',
        };
      case 'use-proxy':
        return {
          message: 'Отправлять всё через другой прокси?',
          detail: `До сих пор: ${proxyBefore(question.before, 'как указано в системе', 'напрямую, без прокси')}\nТеперь: ${plain(question.proxy)}\n\nПрокси видит, какими серверами вы пользуетесь, а где адрес без шифрования (http), читает всё.`,
          agree: 'Использовать прокси',
          refuse: 'Оставить как есть',
        };
      case 'trust-certificate':
        return {
          message: `Доверять этому сертификату для ${plain(question.host)}?`,
          detail: `До сих пор: только сертификатам, за которые ручается известный издатель.\nТеперь для ${plain(question.host)} ещё и этому, SHA-256:\n${fingerprint(question.fingerprint)}\n\nСоглашайтесь, только если владелец сервера назвал вам тот же отпечаток. Иначе кто-то посередине сможет читать ваши ключи и беседы.`,
          agree: 'Доверять',
          refuse: 'Не доверять',
        };
      case 'trust-issuers':
        return {
          message: 'Доверять издателям из этого файла для любых серверов?',
          detail: `До сих пор: ${question.before === null ? 'издатели из системы' : `издатели из системы и из ${plain(question.before)}`}\nТеперь ещё: ${plain(question.file)}\n\nУ кого ключи этих издателей, тот сможет читать всё, что вы отправляете на любой сервер.`,
          agree: 'Доверять файлу',
          refuse: 'Оставить как есть',
        };
    }
  },
};

function proxyBefore(before: ProxyBefore, system: string, off: string): string {
  switch (before.mode) {
    case 'system':
      return system;
    case 'off':
      return off;
    case 'manual':
      return before.url === '' ? '–' : plain(before.url);
  }
}

const MOST_SERVERS = 5;
const LONGEST_NAME = 200;

function list(servers: readonly string[]): string {
  const shown = servers.slice(0, MOST_SERVERS).map(plain).join(', ');
  return servers.length > MOST_SERVERS ? `${shown}, … (${servers.length})` : shown;
}

/** One line without what turns or hides letters: it must not write sentences of its own into the question. */
function plain(text: string): string {
  const line = text.slice(0, 4 * LONGEST_NAME).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

function fingerprint(hexadecimal: string): string {
  return hexadecimal.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:');
}
