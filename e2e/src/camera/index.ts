export * from './launch.ts';
export * from './picture.ts';
export * from './qr-picture.ts';
export * from './view.ts';
export * from './y4m.ts';
