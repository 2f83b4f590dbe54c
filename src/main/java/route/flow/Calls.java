package route.flow;

/**
 * The calls in real time that are under way while another step is at work. A step that works long gives them their turn
 * between two pieces of its work: an answer that waits to be taken leaves its place at the provider empty meanwhile.
 */
interface Calls {

    /** Whether calls are under way. */
    boolean isUnderWay();

    /**
     * Takes what came back, and starts what there is room for; waits for nothing. Writes to the files of its batches alone,
     * so it may be used within a transaction.
     */
    void turn();
}
