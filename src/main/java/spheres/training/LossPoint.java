package spheres.training;

/**
 * One point of a loss history.
 *
 * @param step the number of steps done
 * @param loss the mean over the steps since the point before, of the batch's mean loss in nats before each update
 */
public record LossPoint(long step, double loss) {}
