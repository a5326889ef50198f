package spheres.opencl;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bytedeco.opencl._cl_mem;
import spheres.network.Architecture;
import spheres.network.Network;

/** A family's inference on a device, for chunks of at most {@link DeviceClassifier#LONGEST_CHUNK} rows. */
abstract sealed class ClassifierKernels permits ReluClassifierKernels, QuadraticClassifierKernels {
    static final String SOURCE = "classify.cl";
    /** Rows and columns of a product that a group computes. */
    static final int TILE = 64;
    /** Work-items of a group that takes a tile. */
    static final int WORKERS = 256;

    /** {@code [rows][d]}. */
    final _cl_mem points;

    /** {@code [rows]}. */
    final _cl_mem logits;

    /** {@code [rows][d]}. */
    final _cl_mem gradients;

    ClassifierKernels(OpenCl openCl, int dimension) {
        points = chunk(openCl, dimension);
        logits = chunk(openCl, 1);
        gradients = chunk(openCl, dimension);
    }

    /** Those of a network's family. */
    static ClassifierKernels of(OpenCl openCl, Network network) {
        float[] parameters = network.parameters();
        return network.architecture()
                .match(
                        relu -> new ReluClassifierKernels(openCl, relu, parameters),
                        quadratic -> new QuadraticClassifierKernels(openCl, quadratic, parameters));
    }

    /** From the points to the logits; rows is a multiple of {@link #TILE}. */
    abstract void forward(int rows);

    /** From the last forward pass to the gradients. */
    abstract void backward(int rows);

    /** All of them. */
    abstract Stream<Kernel> all();

    /** Memory for so many values of each row of a chunk. */
    static _cl_mem chunk(OpenCl openCl, int values) {
        return openCl.buffer(bytesOfChunk(values));
    }

    /** The bytes of so many values of each row of a chunk. */
    static long bytesOfChunk(int values) {
        return (long) Float.BYTES * DeviceClassifier.LONGEST_CHUNK * values;
    }

    /** The bytes of each piece of memory that a family's inference takes. */
    static LongStream memory(Architecture architecture) {
        int d = architecture.inputDimension();
        return LongStream.concat(
                LongStream.of(bytesOfChunk(d), bytesOfChunk(1), bytesOfChunk(d)),
                architecture.match(
                        ReluClassifierKernels::memory, quadratic -> LongStream.of((long) Float.BYTES * d * d)));
    }

    /** Memory with these values. */
    static _cl_mem memory(OpenCl openCl, float[] values) {
        _cl_mem memory = openCl.floats(values.length);
        openCl.write(memory, values);
        return memory;
    }

    /** The tiles of a product. */
    static long tiles(int units, int rows) {
        return (long) BatchShape.ceiling(units, TILE) * (rows / TILE);
    }
}
