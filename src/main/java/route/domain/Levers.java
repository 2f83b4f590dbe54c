package route.domain;

/**
 * Why the bill is below what all rows would have cost on the flagship in real time. Each lever may be negative, where it
 * made the bill dearer; together with what is unexplained they are exactly the baseline less the cost.
 *
 * @param routing other models than the flagship, at their list price in real time
 * @param batch the batch lane
 * @param hours real time at the providers' cheaper hours
 * @param own below the listed prices, by the providers' own account
 */
public record Levers(Money baseline, Money routing, Money batch, Money hours, Money own, Money cost) {

    /** Of answers whose price or whose flagship's price was not known, or that were billed before levers were kept. */
    public Money unexplained() {
        return saved().minus(routing).minus(batch).minus(hours).minus(own);
    }

    /** All of them together. */
    public Money saved() {
        return baseline.minus(cost);
    }
}
