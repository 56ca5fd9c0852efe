import { ledger, peer } from '@hyperledger/fabric-protos';
import type { RangeBatch, RangeQuery } from './range-query.ts';
import type { Simulation } from './simulation.ts';
import { timestampOf } from './timestamp.ts';

const { Type } = peer.ChaincodeMessage;
const nothing = new Uint8Array();
/** Bytes that are not UTF-8 are an error: blocks hold text. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as text, exactly; throws if they are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** What a peer answers to one request of a chaincode; throws what it answers as an error. */
export function answer(simulation: Simulation, type: number, payload: Uint8Array): Uint8Array {
  switch (type) {
    case Type.GET_STATE:
      return Buffer.from(simulation.get(publicKey(peer.GetState.deserializeBinary(payload))));
    case Type.PUT_STATE: {
      const request = peer.PutState.deserializeBinary(payload);
      simulation.put(publicKey(request), textOf(request.getValue_asU8()));
      return nothing;
    }
    case Type.DEL_STATE:
      simulation.put(publicKey(peer.DelState.deserializeBinary(payload)), '');
      return nothing;
    case Type.GET_STATE_METADATA:
      return metadataAnswer(
        simulation.getMetadata(publicKey(peer.GetStateMetadata.deserializeBinary(payload))),
      );
    case Type.PUT_STATE_METADATA: {
      const request = peer.PutStateMetadata.deserializeBinary(payload);
      const metadata = request.getMetadata();
      simulation.putMetadata(
        publicKey(request),
        metadata?.getMetakey() ?? '',
        metadata?.getValue_asB64() ?? '',
      );
      return nothing;
    }
    case Type.GET_STATE_BY_RANGE:
    case Type.QUERY_STATE_NEXT:
    case Type.QUERY_STATE_CLOSE:
      return rangeAnswer(simulation, type, payload);
    case Type.GET_HISTORY_FOR_KEY:
      return historyAnswer(simulation, peer.GetHistoryForKey.deserializeBinary(payload).getKey());
    case Type.GET_QUERY_RESULT:
      throw new Error('ExecuteQuery not supported: the state has no rich queries');
    default:
      throw new Error(`this ledger does not answer chaincode messages of type ${type}`);
  }
}

function publicKey(request: { getKey(): string; getCollection(): string }): string {
  if (request.getCollection() !== '') throw new Error('this ledger has no private data collections');
  return request.getKey();
}

function metadataAnswer(metadata: Record<string, string>): Uint8Array {
  const result = new peer.StateMetadataResult();
  result.setEntriesList(
    Object.entries(metadata).map(([name, value]) => {
      const entry = new peer.StateMetadata();
      entry.setMetakey(name);
      entry.setValue(value);
      return entry;
    }),
  );
  return result.serializeBinary();
}

function rangeAnswer(simulation: Simulation, type: number, payload: Uint8Array): Uint8Array {
  if (type === Type.QUERY_STATE_CLOSE) {
    const id = peer.QueryStateClose.deserializeBinary(payload).getId();
    simulation.closeRange(id);
    return batchAnswer(id, { results: [], hasMore: false, bookmark: '' }, false);
  }
  if (type === Type.QUERY_STATE_NEXT) {
    const query = simulation.query(peer.QueryStateNext.deserializeBinary(payload).getId());
    return batchAnswer(query.id, query.nextBatch(), false);
  }
  const request = peer.GetStateByRange.deserializeBinary(payload);
  if (request.getCollection() !== '') throw new Error('this ledger has no private data collections');
  const query = openQuery(simulation, request);
  return batchAnswer(query.id, query.nextBatch(), query.pageSize !== undefined);
}

function openQuery(simulation: Simulation, request: peer.GetStateByRange): RangeQuery {
  const metadata = request.getMetadata_asU8();
  if (metadata.length === 0) return simulation.openRange(request.getStartkey(), request.getEndkey());
  const page = peer.QueryMetadata.deserializeBinary(metadata);
  const start = page.getBookmark() === '' ? request.getStartkey() : page.getBookmark();
  return simulation.openRange(start, request.getEndkey(), page.getPagesize());
}

function batchAnswer(id: string, batch: RangeBatch, paginated: boolean): Uint8Array {
  const rows = batch.results.map(({ key, value }) => {
    const row = new ledger.queryresult.KV();
    row.setKey(key);
    row.setValue(Buffer.from(value));
    return row.serializeBinary();
  });
  const response = queryResponse(id, rows, batch.hasMore);
  if (paginated) {
    const metadata = new peer.QueryResponseMetadata();
    metadata.setBookmark(batch.bookmark);
    metadata.setFetchedRecordsCount(batch.results.length);
    response.setMetadata(metadata.serializeBinary());
  }
  return response.serializeBinary();
}

function historyAnswer(simulation: Simulation, key: string): Uint8Array {
  const rows = simulation.history(key).map(({ transactionId, time, value }) => {
    const row = new ledger.queryresult.KeyModification();
    row.setTxId(transactionId);
    row.setTimestamp(timestampOf(time));
    row.setIsDelete(value === null);
    row.setValue(Buffer.from(value ?? ''));
    return row.serializeBinary();
  });
  return queryResponse('history', rows, false).serializeBinary();
}

function queryResponse(id: string, rows: Uint8Array[], hasMore: boolean): peer.QueryResponse {
  const response = new peer.QueryResponse();
  response.setId(id);
  response.setHasMore(hasMore);
  response.setResultsList(
    rows.map((bytes) => {
      const row = new peer.QueryResultBytes();
      row.setResultbytes(bytes);
      return row;
    }),
  );
  return response;
}
