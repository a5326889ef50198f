package spheres.training;

/**
 * One point of a loss history.
 *
 * @param step the number of steps done
 * @param loss the mean over the steps since the point before, of the batch's mean loss in nats before each update
 */
public record LossPoint(long step, double loss) {

    /**
     * The next point of a history: each step up to 100, then 90 points a decade. It depends on the step alone, so that a
     * shorter run of the same plan has the same points.
     */
    static long after(long step) {
        long apart = 1;
        while (apart * 100 <= step) {
            apart *= 10;
        }
        return (step / apart + 1) * apart;
    }
}
