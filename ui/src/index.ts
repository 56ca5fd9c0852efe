export { default as AppFrame } from './components/AppFrame.svelte';
export { default as BrokenScreen } from './components/BrokenScreen.svelte';
export { default as Button } from './components/Button.svelte';
export { default as EmptyState } from './components/EmptyState.svelte';
export { default as Spinner } from './components/Spinner.svelte';
export * from './language.svelte.ts';
export * from './theme.svelte.ts';
export { words } from './words/words.ts';
