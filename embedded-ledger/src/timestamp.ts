import { createRequire } from 'node:module';
import type { common } from '@hyperledger/fabric-protos';

type Timestamp = NonNullable<ReturnType<common.ChannelHeader['getTimestamp']>>;

// The same copy that fabric-protos itself uses: a message of another one would not be recognised.
const require = createRequire(createRequire(import.meta.url).resolve('@hyperledger/fabric-protos'));
const { Timestamp }: { Timestamp: new () => { fromDate(date: Date): void } & Timestamp } = require(
  'google-protobuf/google/protobuf/timestamp_pb.js',
);

/** Unix milliseconds as the protocol's timestamp. */
export function timestampOf(unixMs: number): Timestamp {
  const timestamp = new Timestamp();
  timestamp.fromDate(new Date(unixMs));
  return timestamp;
}
