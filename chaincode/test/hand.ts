/** The demo campus plays the devices with the same hands as the tests do. */
export { digestOf, Hand, type Signing, signedOrder } from '../../command/src/demo/hand.ts';
