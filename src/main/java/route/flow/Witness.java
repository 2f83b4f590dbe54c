package route.flow;

import java.time.Duration;
import java.util.List;
import route.domain.BatchState;
import route.provider.CallException;
import route.provider.CallException.Declined;
import route.store.BatchRecord;

/**
 * Tells whether the key at hand opens the account in which a batch lies. A provider answers a key of another project as it
 * does one of a batch that is gone, so other batches of this home are asked for that have to be there still.
 */
final class Witness {
    /** A provider's servers agree by then about a batch that was sent. */
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private static final int MOST_LOOKED_AT = 20;
    private static final int MOST_ASKED = 3;

    private final Desk desk;

    Witness(Desk desk) {
        this.desk = desk;
    }

    /** Whose account the key opens. */
    enum Account {
        /** That in which the batch lies, or would. */
        SAME,
        /** As it seems another: nothing of ours is known there. */
        ANOTHER,
        /** There is nothing by which it could be told. */
        UNTOLD
    }

    /** Asks the provider; throws {@link CallException} where it gives no answer. */
    Account account(BatchRecord batch) {
        var witnesses = witnesses(batch);
        // The files of a batch may be gone while it is known itself.
        if (batch.state() == BatchState.ENDED && isKnown(batch)) return Account.SAME;
        if (witnesses.stream().anyMatch(this::isKnown)) return Account.SAME;
        return witnesses.isEmpty() ? Account.UNTOLD : Account.ANOTHER;
    }

    /** Those sent before it: later ones may have been sent with the other key already. */
    private List<BatchRecord> witnesses(BatchRecord batch) {
        var sent = batch.sentAt().or(batch::intentAt).orElse(desk.now());
        var settled = desk.now().minus(SETTLED);
        var retention = desk.remotes().dialect(batch.model()).retention();
        var from = desk.now().minus(retention.dividedBy(2));
        return desk
                .store()
                .atProvider()
                .sentBetween(batch, from, sent.isBefore(settled) ? sent : settled, MOST_LOOKED_AT)
                .stream()
                .filter(it -> isAtSameAddress(it, batch))
                .limit(MOST_ASKED)
                .toList();
    }

    private boolean isAtSameAddress(BatchRecord witness, BatchRecord batch) {
        if (witness.job() == batch.job()) return true;
        var name = batch.model().provider();
        var theirs = desk.store().jobs().spec(witness.job()).providers().get(name);
        var ours = desk.spec().providers().get(name);
        return theirs != null
                && theirs.dialect().equals(ours.dialect())
                && theirs.baseUrl().equals(ours.baseUrl());
    }

    private boolean isKnown(BatchRecord batch) {
        var remote = desk.remotes().of(batch.model());
        try {
            remote.dialect().status(batch.remoteId(), remote.wire());
            return true;
        } catch (Declined e) {
            if (e.kind() == Declined.Kind.GONE) return false;
            throw e;
        }
    }
}
