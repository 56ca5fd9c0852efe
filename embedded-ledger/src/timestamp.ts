import { createRequire } from 'node:module';
import type { common } from '@hyperledger/fabric-protos';

type Timestamp = NonNullable<ReturnType<common.ChannelHeader['getTimestamp']>>;

// It comes without types. The catalog pins the version that fabric-protos uses, so that both share one copy.
const require = createRequire(import.meta.url);
const {
  Timestamp,
}: {
  Timestamp: new () => { fromDate(date: Date): void } & Timestamp;
} = require('google-protobuf/google/protobuf/timestamp_pb.js');

/** Unix milliseconds as the protocol's timestamp. */
export function timestampOf(unixMs: number): Timestamp {
  const timestamp = new Timestamp();
  timestamp.fromDate(new Date(unixMs));
  return timestamp;
}
