export { focusComposer } from '../ui/focus.ts';
