package spheres.engine;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import spheres.network.AdamSettings.EpsilonConvention;
import spheres.network.BatchNormSettings;
import spheres.network.Network;

/** The step by DL4J's own {@code fit}. */
final class Dl4jEngine implements StepEngine {
    private final MultiLayerNetwork network;
    private final TrainingData.Reader reader;
    private final int batch;
    private final int dimension;
    private final float[] points;
    private final float[] labels;
    private long step;

    Dl4jEngine(Network start, TrainingData data, int batch) {
        Preconditions.check(start, data, batch);
        if (start.adam().convention() != EpsilonConvention.BEFORE_CORRECTION) {
            throw new IllegalArgumentException("epsilon convention = "
                    + start.adam().convention() + " is not BEFORE_CORRECTION, the only one that DL4J knows");
        }
        if (start.architecture()
                .normalisation()
                .map(BatchNormSettings::fixedScale)
                .orElse(false)) {
            throw new IllegalArgumentException(
                    "batch norm's fixed scale = true is not false, the only one that DL4J knows");
        }
        this.network = start.toDl4j();
        this.reader = data.reader();
        this.batch = batch;
        this.dimension = data.dimension();
        this.points = new float[batch * dimension];
        this.labels = new float[batch];
        this.step = start.step();
    }

    @Override
    public String name() {
        return "DL4J";
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public void run(int count, double[] losses) {
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < batch; j++) {
                labels[j] = reader.read(step * batch + j, points, j * dimension);
            }
            INDArray features = Nd4j.create(points, new long[] {batch, dimension}, 'c');
            network.fit(features, Nd4j.create(labels, new long[] {batch, 1}, 'c'));
            step++;
            losses[i] = network.score();
            if (!Double.isFinite(losses[i])) {
                throw DivergedException.of(step, losses[i], network());
            }
        }
    }

    @Override
    public Network network() {
        return Network.of(network);
    }

    @Override
    public void close() {
        network.close();
    }
}
