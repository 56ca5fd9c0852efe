export * from './connection-file.ts';
