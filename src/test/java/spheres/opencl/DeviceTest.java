package spheres.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private static final Device CPU = device(0, "pthread-haswell", Device.Type.CPU);
    private static final Device H100 = device(1, "NVIDIA H100", Device.Type.GPU);
    private static final Device T4 = device(2, "NVIDIA T4", Device.Type.GPU);

    private static Device device(int number, String name, Device.Type type) {
        return new Device(number, name, "tests", type, "OpenCL 3.0", "1", 1L << 30, 1L << 28, 1 << 15, 1024, true);
    }

    @Test
    void aGpuIsTakenAndNothingElseUnlessItIsNamed() {
        assertThat(Device.choose(Optional.empty(), List.of(CPU, H100, T4))).isEqualTo(H100);
        assertThat(Device.choose(Optional.of("t4"), List.of(CPU, H100, T4))).isEqualTo(T4);
        assertThat(Device.choose(Optional.of("0"), List.of(CPU, H100, T4))).isEqualTo(CPU);
        assertThat(Device.choose(Optional.of("pthread"), List.of(CPU))).isEqualTo(CPU);
        assertThatThrownBy(() -> Device.choose(Optional.empty(), List.of(CPU)))
                .isInstanceOf(DeviceException.class)
                .hasMessage(
                        "no OpenCL device of type GPU found, only 0: CPU pthread-haswell (tests, driver 1): install the"
                                + " driver of your GPU, or choose one of these by name or number (--device)");
    }

    @Test
    void refusesANameOfNoneOrOfTwo() {
        for (String wanted : List.of("radeon", "nvidia", "7")) {
            assertThatThrownBy(() -> Device.choose(Optional.of(wanted), List.of(H100, T4)))
                    .isInstanceOf(DeviceException.class)
                    .hasMessage("device = \"" + wanted + "\" is not the number or in the name of exactly one of: 1: GPU"
                            + " NVIDIA H100 (tests, driver 1); 2: GPU NVIDIA T4 (tests, driver 1); \"bench devices\""
                            + " lists them");
        }
    }

    @Test
    void saysWhatToInstallWhereThereIsNoDriver() {
        assertThat(DeviceException.noPlatform())
                .hasMessage(
                        "no OpenCL platform found: install the driver of your GPU (those of NVIDIA, AMD and Intel bring"
                                + " OpenCL), or PoCL, which runs on a CPU (Debian: apt-get install pocl-opencl-icd)");
    }

    @Test
    void saysWhatWasLostAndWhatStands() {
        assertThat(DeviceException.lost(T4, 700, new OpenClError("clEnqueueReadBuffer", -5)))
                .hasMessage("GPU NVIDIA T4 (tests, driver 1) was lost after step 700 (clEnqueueReadBuffer gave"
                        + " CL_OUT_OF_RESOURCES -5): the last checkpoint stands; call again to go on from it, with"
                        + " --backend cpu if need be");
        assertThat(DeviceException.memoryTaken(T4, 3 << 20, new OpenClError("clCreateBuffer", -4)))
                .hasMessage(
                        "GPU NVIDIA T4 (tests, driver 1) has no 3.0 MiB of its 1024.0 MiB of memory free (clCreateBuffer"
                                + " gave CL_MEM_OBJECT_ALLOCATION_FAILURE -4): end what else uses it, choose a smaller network or"
                                + " batch, or another device (--device)");
        assertThat(DeviceException.memoryTakenFromInference(T4, 3 << 20, new OpenClError("clCreateBuffer", -4)))
                .hasMessage(
                        "GPU NVIDIA T4 (tests, driver 1) has no 3.0 MiB of its 1024.0 MiB of memory free (clCreateBuffer"
                                + " gave CL_MEM_OBJECT_ALLOCATION_FAILURE -4): end what else uses it, choose another device"
                                + " (--device), or --backend cpu");
        assertThat(DeviceException.lostInInference(T4, new OpenClError("clEnqueueReadBuffer", -5)))
                .hasMessage(
                        "GPU NVIDIA T4 (tests, driver 1) was lost (clEnqueueReadBuffer gave CL_OUT_OF_RESOURCES -5):"
                                + " call again, with --backend cpu if need be");
        assertThat(DeviceException.noAnswer(new OpenClError("clGetDeviceInfo", -2)))
                .hasMessage("an OpenCL driver does not say what devices it has (clGetDeviceInfo gave"
                        + " CL_DEVICE_NOT_AVAILABLE -2): mend or remove it, or use --backend cpu");
        assertThat(DeviceException.noLoader(new UnsatisfiedLinkError("no jniOpenCL")))
                .hasMessage(
                        "OpenCL's loader can't be loaded (java.lang.UnsatisfiedLinkError: no jniOpenCL): this platform"
                                + " has none, use --backend cpu");
    }

    @Test
    void anyBatchFitsIntoLocalMemory() {
        for (int batch = 1; batch < 5000; batch++) {
            BatchShape shape = BatchShape.of(batch);
            assertThat(shape.chunk()).isBetween(4, 64);
            assertThat(shape.chunk() % 4).isZero();
            assertThat(shape.columns() % shape.chunk()).isZero();
            assertThat(shape.columns()).isBetween(batch, batch + batch / 16 + 4);
            assertThat(shape.part()).isBetween(1, 32);
            assertThat(shape.group()).isBetween(16, BatchShape.LARGEST_GROUP);
        }
    }

    @Test
    void paddingComesAndGoes() {
        Layout layout = new Layout.Builder().add(2, 3, 8, 4).add(1, 1, 1, 1).build();
        float[] wide = layout.pad(new float[] {1, 2, 3, 4, 5, 6, 7});

        assertThat(wide).hasSize(33).startsWith(1, 2, 3, 0, 4, 5, 6, 0, 0).endsWith(0, 7);
        assertThat(layout.unpad(wide)).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
}
