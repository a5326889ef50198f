package spheres.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.nativeblas.NativeOpsHolder;

/** The families as DL4J networks. A dense layer's matrix is in 'f' order there, so flat it is {@code [out][in]}. */
final class Dl4jNetworks {

    private Dl4jNetworks() {}

    /**
     * Lets ND4J work on the calling thread only: its own threads and OpenBLAS's spin against each other, and against the
     * engine's.
     */
    static void useOneThread() {
        OneThread.set();
    }

    private static final class OneThread {
        static {
            Nd4j.getExecutioner();
            NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
            openblas_nolapack.blas_set_num_threads(1);
        }

        static void set() {}
    }

    static MultiLayerConfiguration configuration(Architecture architecture, AdamSettings settings) {
        useOneThread();
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                // Nothing is drawn by DL4J; its default is the time of day, which would make every file another one.
                .seed(0)
                .weightInit(WeightInit.ZERO)
                .activation(Activation.IDENTITY)
                .updater(Adam.builder()
                        .learningRate(settings.learningRate())
                        .beta1(settings.beta1())
                        .beta2(settings.beta2())
                        .epsilon(settings.epsilon())
                        .build())
                .convolutionMode(ConvolutionMode.Truncate)
                .list();
        architecture.match(Dl4jNetworks::relu, Dl4jNetworks::quadratic).forEach(list::layer);
        return list.build();
    }

    private static List<Layer> relu(ReluArchitecture relu) {
        List<Layer> layers = new ArrayList<>();
        int inputs = relu.inputDimension();
        for (int units : relu.hiddenWidths()) {
            layers.add(dense(inputs, units));
            layers.add(new BatchNormalization.Builder()
                    .nIn(units)
                    .nOut(units)
                    .decay(relu.batchNorm().decay())
                    .eps(relu.batchNorm().epsilon())
                    .useLogStd(false)
                    .build());
            layers.add(new ActivationLayer(Activation.RELU));
            inputs = units;
        }
        layers.add(readout(inputs));
        return layers;
    }

    private static List<Layer> quadratic(QuadraticArchitecture quadratic) {
        return List.of(dense(quadratic.inputDimension(), quadratic.hiddenWidth()), new SumOfSquares(), readout(1));
    }

    private static DenseLayer dense(int inputs, int units) {
        return new DenseLayer.Builder().nIn(inputs).nOut(units).hasBias(false).build();
    }

    private static OutputLayer readout(int inputs) {
        return new OutputLayer.Builder(new SigmoidCrossEntropy())
                .nIn(inputs)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build();
    }

    static MultiLayerNetwork write(Network network) {
        MultiLayerConfiguration configuration = configuration(network.architecture(), network.adam());
        configuration.setIterationCount(Math.toIntExact(network.step()));
        MultiLayerNetwork result = new MultiLayerNetwork(configuration);
        float[] parameters = network.parameters();
        result.init(Nd4j.create(parameters, new long[] {1, parameters.length}, 'c'), false);
        float[] first = network.firstMoments();
        float[] second = network.secondMoments();
        INDArray state = result.getUpdater().getStateViewArray();
        float[] values = new float[Math.toIntExact(state.length())];
        for (UpdaterBlock block : adamBlocks(result)) {
            int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
            System.arraycopy(first, block.getParamOffsetStart(), values, block.getUpdaterViewOffsetStart(), length);
            System.arraycopy(
                    second, block.getParamOffsetStart(), values, block.getUpdaterViewOffsetStart() + length, length);
        }
        state.assign(Nd4j.create(values, new long[] {1, values.length}, 'c'));
        return result;
    }

    static Network read(MultiLayerNetwork network) {
        Architecture architecture = architecture(network.getLayerWiseConfigurations());
        float[] parameters = network.params().dup('c').data().asFloat();
        float[] first = new float[parameters.length];
        float[] second = new float[parameters.length];
        float[] values =
                network.getUpdater().getStateViewArray().dup('c').data().asFloat();
        for (UpdaterBlock block : adamBlocks(network)) {
            int length = block.getParamOffsetEnd() - block.getParamOffsetStart();
            System.arraycopy(values, block.getUpdaterViewOffsetStart(), first, block.getParamOffsetStart(), length);
            System.arraycopy(
                    values, block.getUpdaterViewOffsetStart() + length, second, block.getParamOffsetStart(), length);
        }
        int step = network.getLayerWiseConfigurations().getIterationCount();
        return new Network(architecture, adam(network), parameters, first, second, step);
    }

    /** The runs of parameters that Adam updates: their state is all m, then all v. */
    private static List<UpdaterBlock> adamBlocks(MultiLayerNetwork network) {
        List<UpdaterBlock> blocks = ((BaseMultiLayerUpdater<?>) network.getUpdater()).getUpdaterBlocks();
        return blocks.stream()
                .filter(block -> block.getGradientUpdater() instanceof AdamUpdater)
                .toList();
    }

    private static AdamSettings adam(MultiLayerNetwork network) {
        if (network.getLayer(0).conf().getLayer() instanceof BaseLayer layer
                && layer.getIUpdater() instanceof Adam adam) {
            return new AdamSettings(
                    adam.getLearningRate(),
                    adam.getBeta1(),
                    adam.getBeta2(),
                    adam.getEpsilon(),
                    AdamSettings.EpsilonConvention.BEFORE_CORRECTION);
        }
        throw new IllegalArgumentException("the network's updater is not Adam");
    }

    /** The architecture that a configuration describes, if it is of one of the families. */
    static Architecture architecture(MultiLayerConfiguration configuration) {
        List<Layer> layers = configuration.getConfs().stream()
                .map(NeuralNetConfiguration::getLayer)
                .toList();
        int last = layers.size() - 1;
        require(last > 0, "a single layer", 0);
        require(
                layers.get(last) instanceof OutputLayer output
                        && output.getNOut() == 1
                        && output.hasBias()
                        && is(output, ActivationIdentity.class)
                        && output.getLossFn() instanceof SigmoidCrossEntropy,
                "not an output layer of one logit with bias and sigmoid cross-entropy",
                last);
        if (layers.get(1) instanceof SumOfSquares) {
            require(last == 2, "one layer too many", last);
            DenseLayer dense = dense(layers, 0);
            return new QuadraticArchitecture((int) dense.getNIn(), (int) dense.getNOut());
        }
        require(last % 3 == 0, "no full group of dense, batch norm, ReLU before it", last);
        List<Integer> widths = new ArrayList<>();
        BatchNormSettings settings = null;
        for (int i = 0; i < last; i += 3) {
            widths.add((int) dense(layers, i).getNOut());
            require(
                    layers.get(i + 1) instanceof BatchNormalization norm
                            && !norm.isUseLogStd()
                            && !norm.isLockGammaBeta()
                            && norm.isMinibatch(),
                    "not a batch norm with its own scale and shift and useLogStd(false)",
                    i + 1);
            BatchNormalization norm = (BatchNormalization) layers.get(i + 1);
            BatchNormSettings here = new BatchNormSettings(norm.getDecay(), norm.getEps());
            require(settings == null || settings.equals(here), "a batch norm with settings of its own", i + 1);
            settings = here;
            require(
                    layers.get(i + 2) instanceof ActivationLayer activation
                            && activation.getActivationFn() instanceof ActivationReLU,
                    "not a ReLU",
                    i + 2);
        }
        return new ReluArchitecture(
                (int) dense(layers, 0).getNIn(), widths, settings == null ? BatchNormSettings.DEFAULT : settings);
    }

    private static DenseLayer dense(List<Layer> layers, int index) {
        if (layers.get(index) instanceof DenseLayer dense && !dense.hasBias() && is(dense, ActivationIdentity.class)) {
            return dense;
        }
        throw new IllegalArgumentException(message("not a dense layer without bias and activation", index));
    }

    private static boolean is(BaseLayer layer, Class<? extends IActivation> activation) {
        return activation.isInstance(layer.getActivationFn());
    }

    private static void require(boolean condition, String problem, int layer) {
        if (!condition) {
            throw new IllegalArgumentException(message(problem, layer));
        }
    }

    private static String message(String problem, int layer) {
        return "layer " + layer + " of the DL4J network is " + problem
                + ": neither a ReLU network (dense, batch norm, ReLU, ..., output) nor a quadratic one";
    }
}
