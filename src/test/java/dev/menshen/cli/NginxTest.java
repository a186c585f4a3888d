package dev.menshen.cli;

class NginxTest extends ProxyContract {

    @Override
    String proxy() {
        return "nginx";
    }
}
