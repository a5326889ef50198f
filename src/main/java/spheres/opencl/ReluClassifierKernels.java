package spheres.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import org.bytedeco.opencl._cl_program;
import spheres.engine.InferenceWeights;
import spheres.network.ReluArchitecture;

/** Inference of a ReLU network: a product for each layer up, and one for each down. */
final class ReluClassifierKernels extends ClassifierKernels {
    private final List<Product> up = new ArrayList<>();
    private final List<Product> down = new ArrayList<>();
    private final Kernel readOut;
    private final Kernel toUnits;

    ReluClassifierKernels(OpenCl openCl, ReluArchitecture architecture, float[] parameters) {
        super(openCl, architecture.inputDimension());
        _cl_program program = openCl.build("", SOURCE);
        List<InferenceWeights.Layer> layers = InferenceWeights.layers(architecture, parameters);
        int widest =
                layers.stream().mapToInt(InferenceWeights.Layer::units).max().orElseThrow();
        // The gradient to one layer is read while that to the layer below is written.
        List<_cl_mem> byTurns = List.of(chunk(openCl, widest), chunk(openCl, widest));
        _cl_mem below = points;
        for (int l = 0; l < layers.size(); l++) {
            InferenceWeights.Layer layer = layers.get(l);
            _cl_mem weights = memory(openCl, layer.weights());
            _cl_mem biases = memory(openCl, layer.biases());
            _cl_mem active = chunk(openCl, layer.units());
            int lowest = l == 0 ? 1 : 0;
            up.add(Product.of(openCl, program, "up " + (l + 1), layer.units())
                    .factors(layer.inputs(), weights, 0, below, lowest)
                    .result(biases, 1, active, 0, active, 0));
            _cl_mem target = l == 0 ? gradients : byTurns.get((l - 1) % 2);
            down.add(
                    0,
                    Product.of(openCl, program, "down " + (l + 1), layer.inputs())
                            .factors(layer.units(), weights, 1, byTurns.get(l % 2), 0)
                            .result(biases, 0, below, 1 - lowest, target, lowest));
            below = active;
        }
        int last = layers.get(layers.size() - 1).units();
        float[] values = new float[last + 1];
        System.arraycopy(parameters, architecture.readout(), values, 0, values.length);
        _cl_mem readout = memory(openCl, values);
        readOut = openCl.kernel(program, "read_out", "read out", TILE, 1).arguments(1, last, below, readout, logits);
        toUnits = openCl.kernel(program, "to_units", "to units", TILE, 1)
                .arguments(1, last, below, readout, byTurns.get((layers.size() - 1) % 2));
    }

    static LongStream memory(ReluArchitecture architecture) {
        int widest = architecture.layers().stream()
                .mapToInt(ReluArchitecture.HiddenLayer::units)
                .max()
                .orElseThrow();
        return LongStream.concat(
                LongStream.of(bytesOfChunk(widest), bytesOfChunk(widest)),
                architecture.layers().stream()
                        .flatMapToLong(layer -> LongStream.of(
                                (long) Float.BYTES * layer.units() * layer.inputs(), bytesOfChunk(layer.units()))));
    }

    @Override
    void forward(int rows) {
        up.forEach(product -> product.launch(rows));
        readOut.groups(rows / TILE);
        readOut.launch(rows);
    }

    @Override
    void backward(int rows) {
        toUnits.groups(rows / TILE);
        toUnits.launch(rows);
        down.forEach(product -> product.launch(rows));
    }

    @Override
    Stream<Kernel> all() {
        return Stream.concat(
                Stream.concat(up.stream(), down.stream()).map(Product::kernel), Stream.of(readOut, toUnits));
    }
}
