import { afterAll } from 'vitest';
import { openCampusesOn } from '../../../../chaincode/test/campus.ts';
import { whyNoFabric } from '../../fabric/programs.ts';
import { fabricTest } from '../../fabric/test-network.ts';
import { AnyDayNetwork } from './any-day-network.ts';
import { CampusOnFabric } from './campus-on-fabric.ts';

/**
 * The contract's own tests on a real channel, each carrier sent by the server's own Fabric identity: a share of them, with
 * KUMOH_FABRIC_SUITE=single-hand the list of what no single hand can do, or all with KUMOH_FABRIC_SUITE=whole. Left out is
 * what writes notes beside the contract (crowded-box) and the random orders, which have a campaign.
 */
const share = [
  () => import('../../../../chaincode/test/day.test.ts'),
  () => import('../../../../chaincode/test/rights-refund.test.ts'),
];
const rest = [
  () => import('../../../../chaincode/test/rights-charge.test.ts'),
  () => import('../../../../chaincode/test/rights-account.test.ts'),
  () => import('../../../../chaincode/test/rights-office.test.ts'),
  () => import('../../../../chaincode/test/rights-offline.test.ts'),
  () => import('../../../../chaincode/test/rights-bounced.test.ts'),
  () => import('../../../../chaincode/test/nobody-else.test.ts'),
];
const singleHand = [() => import('../../../../chaincode/test/single-hand.test.ts')];
const suites = new Map([
  ['single-hand', singleHand],
  ['whole', [...share, ...rest, ...singleHand]],
]);
const files = suites.get(process.env['KUMOH_FABRIC_SUITE'] ?? '') ?? share;

if ((await whyNoFabric()) === null) {
  const network = await AnyDayNetwork.up();
  const campuses: CampusOnFabric[] = [];
  openCampusesOn(async (now) => {
    const campus = await CampusOnFabric.open(network, `campus-${campuses.length}`, now);
    campuses.push(campus);
    return campus;
  });
  afterAll(async () => {
    for (const campus of campuses) campus.close();
    await network.down();
  });
  for (const load of files) await load();
} else {
  fabricTest('the contract’s own tests end on a real channel as they do in memory', () => undefined);
}
