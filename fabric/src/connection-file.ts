import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

const pathSchema = z.string().min(1).max(4_096);
const nameSchema = z.string().min(1).max(253);

const peerSchema = z.strictObject({
  /** As in its certificate: `peer0.coop.kumoh-pay.test`. */
  name: nameSchema,
  organisation: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/),
  /** host:port where the peer listens. */
  address: z.string().regex(/^[^\s:]+:\d{1,5}$/),
  /** The authority that signed the peer's TLS certificate, PEM. */
  tlsAuthority: pathSchema,
});

/**
 * What a client of one organisation needs to reach the network: written by `./kumoh fabric up` or by hand, read by the
 * server (Coop's) and by a witness's audit (StudentUnion's). Paths are relative to the file itself.
 */
const connectionFileSchema = z.strictObject({
  channel: z.string().regex(/^[a-z][a-z0-9.-]{0,248}$/),
  contract: nameSchema,
  organisation: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/),
  /** The client's certificate and private key, PEM. */
  certificate: pathSchema,
  privateKey: pathSchema,
  /** The client's own organisation's first: it is the gateway, and the only one that a witness reads. */
  peers: z.array(peerSchema).min(1).max(32),
});

export type FabricPeer = z.infer<typeof peerSchema>;
export type FabricConnection = z.infer<typeof connectionFileSchema>;

/** Reads a connection file, its paths made absolute. @throws when it is not there or not one. */
export async function readConnectionFile(path: string): Promise<FabricConnection> {
  const found = connectionFileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const from = (file: string) => resolve(dirname(path), file);
  return {
    ...found,
    certificate: from(found.certificate),
    privateKey: from(found.privateKey),
    peers: found.peers.map((peer) => ({ ...peer, tlsAuthority: from(peer.tlsAuthority) })),
  };
}
