package spheres.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import spheres.network.AdamSettings;
import spheres.network.BatchNormSettings;
import spheres.network.Network;
import spheres.network.QuadraticArchitecture;
import spheres.network.ReluArchitecture;
import spheres.network.SigmoidCrossEntropy;

/**
 * The same step in ND4J's operations alone, for whichever backend ND4J has: slower than {@link HostBackend#CPU} on a CPU.
 * A weight matrix is {@code [in, out]} in 'f' order, which is {@code [out][in]} in memory.
 */
final class Nd4jEngine implements StepEngine {
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.OVERALLOCATE)
            .overallocationLimit(0.1)
            .build();

    private final Network start;
    private final AdamSettings adam;
    private final TrainingData.Reader reader;
    private final int batch;
    private final int dimension;
    private final float[] points;
    private final float[] labels;
    private final float[] parameters;
    private final float[] firstMoments;
    private final float[] secondMoments;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Hidden> hidden = new ArrayList<>();
    private final Block readout;
    private final Block bias;
    private final String workspace = "spheres-step-" + System.identityHashCode(this);
    private long step;

    Nd4jEngine(Network start, TrainingData data, int batch) {
        Preconditions.check(start, data, batch);
        Network.prepareNd4j();
        this.start = start;
        this.adam = start.adam();
        this.reader = data.reader();
        this.batch = batch;
        this.dimension = data.dimension();
        this.step = start.step();
        points = new float[batch * dimension];
        labels = new float[batch];
        parameters = start.parameters();
        firstMoments = start.firstMoments();
        secondMoments = start.secondMoments();
        int last = parameters.length - 1;
        int from = start.architecture().match(this::addHidden, this::addHidden);
        readout = block(from, last - from, 1);
        bias = block(last, 1, 1);
    }

    /** Adds the hidden layers and returns where the readout's weights begin; its bias is the last value. */
    private int addHidden(ReluArchitecture relu) {
        for (ReluArchitecture.HiddenLayer place : relu.layers()) {
            Block weights = block(place.weights(), place.inputs(), place.units());
            hidden.add(new Hidden(weights, new Normalisation(place, relu.batchNorm())));
        }
        return relu.readout();
    }

    private int addHidden(QuadraticArchitecture quadratic) {
        hidden.add(new Hidden(block(0, quadratic.inputDimension(), quadratic.hiddenWidth()), new Squares()));
        return quadratic.readout();
    }

    private Block block(int offset, int rows, int columns) {
        Block block = new Block(offset, rows, columns);
        blocks.add(block);
        return block;
    }

    private INDArray array(float[] from, int offset, int rows, int columns) {
        float[] values = Arrays.copyOfRange(from, offset, offset + rows * columns);
        return Nd4j.create(values, new long[] {rows, columns}, 'f').dup('f');
    }

    @Override
    public String name() {
        return "ND4J";
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
            MemoryWorkspace memory = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, workspace);
            try (memory) {
                losses[i] = step(
                        Nd4j.create(points, new long[] {batch, dimension}, 'c'),
                        Nd4j.create(labels, new long[] {batch, 1}, 'c'));
            }
            if (!Double.isFinite(losses[i])) {
                throw DivergedException.of(step + 1, losses[i], network());
            }
            step++;
        }
    }

    private double step(INDArray input, INDArray label) {
        INDArray active = input;
        for (Hidden layer : hidden) {
            active = layer.forward(active);
        }
        INDArray logit = active.mmul(readout.values).addi(bias.values.getFloat(0));
        double loss = SigmoidCrossEntropy.losses(label, logit).sumNumber().doubleValue() / batch;
        if (!Double.isFinite(loss)) {
            return loss;
        }
        INDArray gradient = Transforms.sigmoid(logit, true).subi(label).divi(batch);
        readout.gradient.assign(active.transpose().mmul(gradient));
        bias.gradient.assign(gradient.sumNumber());
        gradient = gradient.mmul(readout.values.transpose());
        for (int l = hidden.size() - 1; l >= 0; l--) {
            gradient = hidden.get(l).backward(gradient, l > 0);
        }
        blocks.forEach(block -> block.update(step + 1));
        return loss;
    }

    @Override
    public Network network() {
        blocks.forEach(Block::store);
        hidden.forEach(Hidden::store);
        return new Network(start.architecture(), adam, parameters, firstMoments, secondMoments, step);
    }

    @Override
    public void close() {
        Nd4j.getWorkspaceManager()
                .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(WORKSPACE, workspace));
    }

    /** Trained parameters with their gradient and Adam's state. */
    private final class Block {
        final INDArray values;
        final INDArray gradient;
        private final INDArray first;
        private final INDArray second;
        private final int offset;

        Block(int offset, int rows, int columns) {
            this.offset = offset;
            values = array(parameters, offset, rows, columns);
            first = array(firstMoments, offset, rows, columns);
            second = array(secondMoments, offset, rows, columns);
            gradient = values.ulike();
        }

        /** ND4J's operation counts iterations from 0, adds epsilon to the raw root and leaves the change in gradient. */
        void update(long t) {
            Nd4j.exec(new AdamUpdater(
                    gradient,
                    second,
                    first,
                    adam.learningRate(),
                    adam.beta1(),
                    adam.beta2(),
                    adam.epsilonAt(t),
                    Math.toIntExact(t - 1)));
            values.subi(gradient);
        }

        void store() {
            Nd4jEngine.store(values, parameters, offset);
            Nd4jEngine.store(first, firstMoments, offset);
            Nd4jEngine.store(second, secondMoments, offset);
        }
    }

    private static void store(INDArray values, float[] target, int offset) {
        float[] flat = values.data().asFloat();
        System.arraycopy(flat, 0, target, offset, flat.length);
    }

    /** What a hidden layer does with its products. */
    private interface Unit {
        INDArray forward(INDArray products);

        /** From the gradient of what it gave to that of the products. */
        INDArray backward(INDArray gradient);

        /** Writes what is kept beside the blocks into the parameters. */
        void store();
    }

    /** A hidden layer: dense, then what its family does. */
    private static final class Hidden {
        private final Block weights;
        private final Unit unit;
        private INDArray input = Nd4j.empty();

        Hidden(Block weights, Unit unit) {
            this.weights = weights;
            this.unit = unit;
        }

        INDArray forward(INDArray from) {
            input = from;
            return unit.forward(from.mmul(weights.values));
        }

        INDArray backward(INDArray gradient, boolean toInput) {
            INDArray below = unit.backward(gradient);
            weights.gradient.assign(input.transpose().mmul(below));
            return toInput ? below.mmul(weights.values.transpose()) : below;
        }

        void store() {
            unit.store();
        }
    }

    /** The sum of squares. */
    private static final class Squares implements Unit {
        private INDArray products = Nd4j.empty();

        @Override
        public INDArray forward(INDArray from) {
            products = from;
            return from.mul(from).sum(true, 1);
        }

        @Override
        public INDArray backward(INDArray gradient) {
            return products.mulColumnVector(gradient).muli(2);
        }

        @Override
        public void store() {}
    }

    /** Batch norm and ReLU. */
    private final class Normalisation implements Unit {
        private final Block gamma;
        private final Block beta;
        private final INDArray mean;
        private final INDArray variance;
        private final ReluArchitecture.HiddenLayer place;
        private final double decay;
        private final double epsilon;
        private final boolean fixedScale;
        private INDArray normal = Nd4j.empty();
        private INDArray inverse = Nd4j.empty();
        private INDArray output = Nd4j.empty();

        Normalisation(ReluArchitecture.HiddenLayer place, BatchNormSettings settings) {
            this.place = place;
            gamma = block(place.gamma(), 1, place.units());
            beta = block(place.beta(), 1, place.units());
            mean = array(parameters, place.mean(), 1, place.units());
            variance = array(parameters, place.variance(), 1, place.units());
            decay = settings.decay();
            epsilon = settings.epsilon();
            fixedScale = settings.fixedScale();
        }

        @Override
        public INDArray forward(INDArray from) {
            INDArray average = from.mean(true, 0);
            INDArray centred = from.subRowVector(average);
            INDArray spread = centred.mul(centred).mean(true, 0);
            inverse = Transforms.sqrt(spread.add(epsilon), false).rdivi(1);
            normal = centred.muliRowVector(inverse);
            mean.muli(decay).addi(average.mul(1 - decay));
            variance.muli(decay).addi(spread.mul(1 - decay));
            output = Transforms.relu(normal.mulRowVector(gamma.values).addiRowVector(beta.values), false);
            return output;
        }

        @Override
        public INDArray backward(INDArray ofOutput) {
            INDArray gradient = ofOutput.muli(output.gt(0).castTo(output.dataType()));
            INDArray shift = gradient.sum(true, 0);
            INDArray scale = gradient.mul(normal).sum(true, 0);
            beta.gradient.assign(shift);
            gamma.gradient.assign(fixedScale ? Nd4j.zerosLike(scale) : scale); // from moments of 0 it stays for good
            return gradient.subRowVector(shift.div(batch))
                    .subi(normal.mulRowVector(scale.div(batch)))
                    .muliRowVector(gamma.values.mul(inverse));
        }

        @Override
        public void store() {
            Nd4jEngine.store(mean, parameters, place.mean());
            Nd4jEngine.store(variance, parameters, place.variance());
        }
    }
}
