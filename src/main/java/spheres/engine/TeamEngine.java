package spheres.engine;

import java.util.Map;
import spheres.network.Network;
import spheres.network.SigmoidCrossEntropy;

/**
 * What the engines of both families share: each of T threads owns a range of every layer's units, with their weights and
 * Adam state, and all walk through the same program, meeting at a few barriers a step. Samples are shared out by row;
 * they stand in two buffers by turns, so that no barrier is needed at the end of a step.
 *
 * <p>The bits of the result depend on the number of threads, by the order of sums over units, and on nothing else.
 */
abstract class TeamEngine implements StepEngine {
    private final Network start;
    private final Team team;
    private final Team.Task task = this::steps;
    private final TrainingData.Reader[] readers;
    private final float[][] points;
    private final float[][] labels;
    /** Per thread {@code [batch]}: its units' shares of the sums that the readout takes. */
    private final float[][] partial;
    /** Per thread {@code [batch]}: these sums; all threads' are equal. */
    private final float[][] sums;
    /** Per thread {@code [batch]}: the gradient of the batch's mean loss to the logits; all threads' are equal. */
    private final float[][] logitGradient;

    private final Adam[] adams;
    private final Stopwatch[] stopwatches;

    final int batch;
    final int dimension;

    private long step;
    private int count;
    private double[] losses = {};
    /** The place in {@link #losses} of the loss that is not finite, or -1. */
    private int diverged;

    TeamEngine(Network start, TrainingData data, int batch, int threads) {
        Preconditions.check(start, data, batch);
        this.start = start;
        this.batch = batch;
        this.dimension = data.dimension();
        this.step = start.step();
        this.team = Team.of(threads);
        this.readers = new TrainingData.Reader[threads];
        this.adams = new Adam[threads];
        this.stopwatches = new Stopwatch[threads];
        for (int t = 0; t < threads; t++) {
            readers[t] = data.reader();
            adams[t] = new Adam(start.adam());
            stopwatches[t] = new Stopwatch();
        }
        points = new float[2][batch * dimension];
        labels = new float[2][batch];
        partial = new float[threads][batch];
        sums = new float[threads][batch];
        logitGradient = new float[threads][batch];
        Blas.load();
    }

    final int threads() {
        return team.size();
    }

    /** The first of a thread's share of {@code units}; the share ends where that of the next thread begins. */
    final int share(int thread, int units) {
        return (int) ((long) units * thread / team.size());
    }

    @Override
    public final String name() {
        return "CPU, " + threads() + (threads() == 1 ? " thread" : " threads");
    }

    @Override
    public final long step() {
        return step;
    }

    @Override
    public final void run(int count, double[] losses) {
        this.count = count;
        this.losses = losses;
        diverged = -1;
        team.run(task);
        if (diverged >= 0) {
            step += diverged;
            throw DivergedException.of(step + 1, losses[diverged], network());
        }
        step += count;
    }

    private void steps(int thread) {
        Adam adam = adams[thread];
        stopwatches[thread].start();
        for (int i = 0; i < count; i++) {
            long current = step + i;
            int buffer = (int) (current & 1);
            sample(thread, current, points[buffer], labels[buffer]);
            mark(thread, Phase.SAMPLE);
            barrier(thread);
            forward(thread, points[buffer], partial[thread]);
            barrier(thread);
            double loss = loss(thread, labels[buffer]);
            if (thread == 0) {
                losses[i] = loss;
            }
            if (!Double.isFinite(loss)) {
                if (thread == 0) {
                    diverged = i;
                }
                return;
            }
            adam.prepare(current + 1);
            backward(thread, points[buffer], sums[thread], logitGradient[thread], adam);
        }
    }

    private void sample(int thread, long current, float[] points, float[] labels) {
        int end = share(thread + 1, batch);
        for (int row = share(thread, batch); row < end; row++) {
            labels[row] = readers[thread].read(current * batch + row, points, row * dimension);
        }
    }

    /** Every thread adds up all logits by itself, in the same order: cheaper than to meet once more. */
    private double loss(int thread, float[] labels) {
        float[] sum = sums[thread];
        float[] gradient = logitGradient[thread];
        float scale = readoutScale(thread);
        float bias = readoutBias(thread);
        double loss = 0;
        for (int row = 0; row < batch; row++) {
            float total = partial[0][row];
            for (int t = 1; t < partial.length; t++) {
                total += partial[t][row];
            }
            sum[row] = total;
            float logit = scale * total + bias;
            loss += SigmoidCrossEntropy.loss(logit, labels[row]);
            gradient[row] = (float) ((1 / (1 + Math.exp(-logit)) - labels[row]) / batch);
        }
        mark(thread, Phase.ELEMENTWISE);
        return loss / batch;
    }

    final void barrier(int thread) {
        team.barrier();
        mark(thread, Phase.WAIT);
    }

    final void mark(int thread, Phase phase) {
        stopwatches[thread].mark(phase);
    }

    @Override
    public final Network network() {
        float[] parameters = start.parameters();
        float[] first = start.firstMoments();
        float[] second = start.secondMoments();
        write(parameters, first, second);
        return new Network(start.architecture(), start.adam(), parameters, first, second, step);
    }

    @Override
    public final Map<Phase, Long> profile() {
        return stopwatches[0].profile();
    }

    @Override
    public final void close() {}

    /** What the sum over the last layer's units is multiplied with in the logit. */
    abstract float readoutScale(int thread);

    abstract float readoutBias(int thread);

    /**
     * The forward pass of the thread's units.
     *
     * @param points {@code [batch][d]}
     * @param partial receives the sums over the thread's units of the last layer, {@code [batch]}
     */
    abstract void forward(int thread, float[] points, float[] partial);

    /**
     * The backward pass and the update of the thread's units.
     *
     * @param points {@code [batch][d]}
     * @param sums over all units of the last layer, {@code [batch]}
     * @param logitGradient the gradient of the mean loss to the logits, {@code [batch]}
     */
    abstract void backward(int thread, float[] points, float[] sums, float[] logitGradient, Adam adam);

    /** Writes the state to the network's vectors. */
    abstract void write(float[] parameters, float[] first, float[] second);
}
