/** The two channels of the contract; apart from it so that the preload carries no schemas. */
export const CALL_CHANNEL = 'parley:call';
export const EVENT_CHANNEL = 'parley:event';
