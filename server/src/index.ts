export type { DemoMember, DemoOfficer, DemoShop, DemoSlip, DemoStandIn } from './demo/demo.ts';
export type { ConsoleRouter } from './doors/console.ts';
export type { CounterRouter } from './doors/counter.ts';
export type { WalletRouter } from './doors/wallet.ts';
export type { HealthNow } from './overview/health.ts';
export { type DoorName, doorNames, type ServerConfig, StartRefused } from './server-config.ts';
export { type RunningServer, startServer } from './start-server.ts';
