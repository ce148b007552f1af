// Almanda 4.7 klientskript. Körs i yttre sidan och i innehållsramen.
var osparat = false;

function __doPostBack(target, argument) {
  var form = document.getElementById('aspnetForm');
  form.elements['__EVENTTARGET'].value = target;
  form.elements['__EVENTARGUMENT'].value = argument;
  osparat = false;
  visaVanta(true);
  form.submit();
}

function visaVanta(visa) {
  var lager = document.getElementById('vanta');
  if (lager) { lager.style.display = visa ? 'block' : 'none'; }
}

// Ramen växer med sitt innehåll.
function anpassaRam() {
  var ram = document.getElementById('innehall');
  if (!ram) { return; }
  ram.addEventListener('load', function () {
    var sida = ram.contentDocument;
    if (!sida || !sida.body) { return; }
    ram.style.height = Math.max(420, sida.body.scrollHeight + 30) + 'px';
    valjFlik(sida.location.pathname);
  });
}

// Fliken följer sidan i ramen; ett utkast eller en beräkning hör till sin flik.
function valjFlik(adress) {
  var flikar = document.getElementById('flikar').getElementsByTagName('a');
  var bast = -1, langd = 0;
  for (var i = 0; i < flikar.length; i++) {
    var stam = flikar[i].pathname.replace('.aspx', '').replace(/ar$/, '');
    if (adress.indexOf(stam) === 0 && stam.length > langd) { bast = i; langd = stam.length; }
  }
  for (var j = 0; bast >= 0 && j < flikar.length; j++) { flikar[j].className = j === bast ? 'vald' : ''; }
}

function bevaka() {
  var form = document.querySelector('form.bevakas');
  if (!form) { return; }
  form.addEventListener('input', function () { osparat = true; });
  form.addEventListener('submit', function () { osparat = false; visaVanta(true); });
  document.addEventListener('click', function (handelse) {
    var lank = handelse.target.closest ? handelse.target.closest('a') : null;
    if (lank && osparat && !confirm('Du har osparade ändringar. Vill du lämna sidan?')) { handelse.preventDefault(); }
    else if (lank) { osparat = false; }
  });
  window.addEventListener('beforeunload', function (handelse) {
    if (osparat) { handelse.preventDefault(); handelse.returnValue = ''; }
  });
}

// Enter i sökrutan gör en postback, som knappen.
function enterSoker() {
  var ruta = document.getElementById('txtPersonnummer');
  if (!ruta) { return; }
  ruta.form.addEventListener('submit', function (handelse) {
    if (!ruta.form.elements['__EVENTTARGET'].value) {
      handelse.preventDefault();
      __doPostBack('ctl00$cph$btnSok', '');
    }
  });
}

anpassaRam();
bevaka();
enterSoker();
// Efter en postback ligger "Vänta…" kvar en stund över sidan.
if (document.body.className.indexOf('efter-postback') >= 0) {
  visaVanta(true);
  setTimeout(function () { visaVanta(false); }, 350);
}
