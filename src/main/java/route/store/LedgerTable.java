package route.store;

import java.time.Instant;
import route.domain.Money;

/** The ledger: an append-only list of reservations, releases and charges. */
public final class LedgerTable {
    private static final String COMMITTED =
            "SELECT coalesce(sum(CASE kind WHEN 'RELEASE' THEN -amount ELSE amount END), 0) FROM ledger ";

    /** The place of what a batch that was lost may have cost besides what is known. */
    static final String LOST = "lost";

    private final Sql sql;

    LedgerTable(Sql sql) {
        this.sql = sql;
    }

    /** What an entry says. */
    public enum Kind {
        /** Money that a batch in flight may cost at worst. */
        RESERVE,
        /** The reservation's end. */
        RELEASE,
        /** Money spent. */
        CHARGE
    }

    /** Books an entry; {@code place} makes its key unique for the batch, so that a repeated step books once. */
    private void book(BatchRecord batch, Kind kind, String place, Money amount, Instant now) {
        sql.update(
                "INSERT INTO ledger (key, job, batch, provider, kind, amount, at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (key) DO NOTHING",
                batch.key() + ":" + kind + ":" + place,
                batch.job(),
                batch.n(),
                batch.model().provider(),
                kind.name(),
                amount.picodollars(),
                now.toEpochMilli());
    }

    /** Ends whatever is reserved for a batch. */
    public void release(BatchRecord batch, Instant now) {
        var reserved = sql.number("""
                SELECT coalesce(sum(CASE kind WHEN 'RESERVE' THEN amount WHEN 'RELEASE' THEN -amount ELSE 0 END), 0)
                FROM ledger WHERE batch = ?
                """, batch.n());
        var times = sql.number("SELECT count(*) FROM ledger WHERE batch = ? AND kind = 'RELEASE'", batch.n());
        if (reserved > 0) book(batch, Kind.RELEASE, "" + times, Money.ofPicodollars(reserved), now);
    }

    /** Reserves the worst case of a batch, once while it stands. */
    public void reserve(BatchRecord batch, Instant now) {
        var times = sql.number("SELECT count(*) FROM ledger WHERE batch = ? AND kind = 'RELEASE'", batch.n());
        book(batch, Kind.RESERVE, "" + times, batch.worstCost(), now);
    }

    /**
     * A batch that was lost may have been billed: what was reserved for it counts as spent from now on.
     *
     * @param known what the answers cost that came before it was lost
     * @return what the others may have cost at most, which is on no bill
     */
    public Money writeOff(BatchRecord batch, Money known, Instant now) {
        release(batch, now);
        charge(batch, known, now);
        var doubtful = batch.worstCost().isMoreThan(known) ? batch.worstCost().minus(known) : Money.ZERO;
        book(batch, Kind.CHARGE, LOST, doubtful, now);
        return doubtful;
    }

    /** Books what a batch cost in the end, once. */
    public void charge(BatchRecord batch, Money amount, Instant now) {
        book(batch, Kind.CHARGE, "0", amount, now);
    }

    /** What a job has spent. */
    public Money charged(long job) {
        return Money.ofPicodollars(sum(job, Kind.CHARGE));
    }

    /** What a job has spent or may still spend on what is in flight. */
    public Money committed(long job) {
        return Money.ofPicodollars(Math.addExact(
                sum(job, Kind.CHARGE), Math.subtractExact(sum(job, Kind.RESERVE), sum(job, Kind.RELEASE))));
    }

    /** The same for one provider. */
    public Money committed(long job, String provider) {
        return Money.ofPicodollars(sql.number(COMMITTED + "WHERE job = ? AND provider = ?", job, provider));
    }

    /**
     * What all real (or all simulated) jobs have spent since a moment, or may still spend on what is in flight, whenever
     * that began: a reservation of yesterday that ends today takes nothing off today's charges.
     */
    public Money committedSince(Instant start, boolean sandbox) {
        return Money.ofPicodollars(sql.number(
                COMMITTED + "WHERE (kind <> 'CHARGE' OR at >= ?) AND job IN (SELECT n FROM job WHERE sandbox = ?)",
                start.toEpochMilli(),
                sandbox ? 1 : 0));
    }

    private long sum(long job, Kind kind) {
        return sql.number("SELECT coalesce(sum(amount), 0) FROM ledger WHERE job = ? AND kind = ?", job, kind.name());
    }
}
