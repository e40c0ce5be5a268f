(()=>{var he=(s,e)=>{for(let t in e)s[t]=e[t];return s},S=(s,e)=>Array.from(s.querySelectorAll(e)),je=(s,e,t)=>{t?s.classList.add(e):s.classList.remove(e)},ue=s=>{if(typeof s=="string"){if(s==="null")return null;if(s==="true")return!0;if(s==="false")return!1;if(s.match(/^-?[\d\.]+$/))return parseFloat(s)}return s},ne=(s,e)=>{s.style.transform=e},Re=(s,e)=>{let t=s.matches||s.matchesSelector||s.msMatchesSelector;return!(!t||!t.call(s,e))},H=(s,e)=>{if(typeof s.closest=="function")return s.closest(e);for(;s;){if(Re(s,e))return s;s=s.parentNode}return null},Gi=(s,e,t,i="")=>{let n=s.querySelectorAll("."+t);for(let o=0;o<n.length;o++){let d=n[o];if(d.parentNode===s)return d}let l=document.createElement(e);return l.className=t,l.innerHTML=i,s.appendChild(l),l},$e=s=>{let e=document.createElement("style");return e.type="text/css",s&&s.length>0&&(e.styleSheet?e.styleSheet.cssText=s:e.appendChild(document.createTextNode(s))),document.head.appendChild(e),e},ei=()=>{let s={};location.search.replace(/[A-Z0-9]+?=([\w\.%-]*)/gi,(e=>{s[e.split("=").shift()]=e.split("=").pop()}));for(let e in s){let t=s[e];s[e]=ue(unescape(t))}return s.dependencies!==void 0&&delete s.dependencies,s},Qi=(s,e=0)=>{if(s){let t,i=s.style.height;return s.style.height="0px",s.parentNode.style.height="auto",t=e-s.parentNode.offsetHeight,s.style.height=i+"px",s.parentNode.style.removeProperty("height"),t}return e},Zi={mp4:"video/mp4",m4a:"video/mp4",ogv:"video/ogg",mpeg:"video/mpeg",webm:"video/webm"},Le=navigator.userAgent,pe=/(iphone|ipod|ipad|android)/gi.test(Le)||navigator.platform==="MacIntel"&&navigator.maxTouchPoints>1;/chrome/i.test(Le)&&/edge/i.test(Le);var li=/android/gi.test(Le),di={};Object.defineProperty(di,"__esModule",{value:!0});var ti=Object.assign||function(s){for(var e=1;e<arguments.length;e++){var t=arguments[e];for(var i in t)Object.prototype.hasOwnProperty.call(t,i)&&(s[i]=t[i])}return s},en=di.default=(function(s){if(s){var e=function(h){return[].slice.call(h)},t=0,i=1,n=2,l=3,o=[],d=null,r="requestAnimationFrame"in s?function(){s.cancelAnimationFrame(d),d=s.requestAnimationFrame((function(){return w(o.filter((function(h){return h.dirty&&h.active})))}))}:function(){},b=function(h){return function(){o.forEach((function(A){return A.dirty=h})),r()}},w=function(h){h.filter((function(q){return!q.styleComputed})).forEach((function(q){q.styleComputed=c(q)})),h.filter(E).forEach(x);var A=h.filter(y);A.forEach(g),A.forEach((function(q){x(q),p(q)})),A.forEach(J)},p=function(h){return h.dirty=t},g=function(h){h.availableWidth=h.element.parentNode.clientWidth,h.currentWidth=h.element.scrollWidth,h.previousFontSize=h.currentFontSize,h.currentFontSize=Math.min(Math.max(h.minSize,h.availableWidth/h.currentWidth*h.previousFontSize),h.maxSize),h.whiteSpace=h.multiLine&&h.currentFontSize===h.minSize?"normal":"nowrap"},y=function(h){return h.dirty!==n||h.dirty===n&&h.element.parentNode.clientWidth!==h.availableWidth},c=function(h){var A=s.getComputedStyle(h.element,null);h.currentFontSize=parseFloat(A.getPropertyValue("font-size")),h.display=A.getPropertyValue("display"),h.whiteSpace=A.getPropertyValue("white-space")},E=function(h){var A=!1;return!h.preStyleTestCompleted&&(/inline-/.test(h.display)||(A=!0,h.display="inline-block"),h.whiteSpace!=="nowrap"&&(A=!0,h.whiteSpace="nowrap"),h.preStyleTestCompleted=!0,A)},x=function(h){h.element.style.whiteSpace=h.whiteSpace,h.element.style.display=h.display,h.element.style.fontSize=h.currentFontSize+"px"},J=function(h){h.element.dispatchEvent(new CustomEvent("fit",{detail:{oldValue:h.previousFontSize,newValue:h.currentFontSize,scaleFactor:h.currentFontSize/h.previousFontSize}}))},ee=function(h,A){return function(){h.dirty=A,h.active&&r()}},O=function(h){return function(){o=o.filter((function(A){return A.element!==h.element})),h.observeMutations&&h.observer.disconnect(),h.element.style.whiteSpace=h.originalStyle.whiteSpace,h.element.style.display=h.originalStyle.display,h.element.style.fontSize=h.originalStyle.fontSize}},C=function(h){return function(){h.active||(h.active=!0,r())}},I=function(h){return function(){return h.active=!1}},P=function(h){h.observeMutations&&(h.observer=new MutationObserver(ee(h,i)),h.observer.observe(h.element,h.observeMutations))},X={minSize:16,maxSize:512,multiLine:!0,observeMutations:"MutationObserver"in s&&{subtree:!0,childList:!0,characterData:!0}},T=null,k=function(){s.clearTimeout(T),T=s.setTimeout(b(n),z.observeWindowDelay)},L=["resize","orientationchange"];return Object.defineProperty(z,"observeWindow",{set:function(h){var A=(h?"add":"remove")+"EventListener";L.forEach((function(q){s[A](q,k)}))}}),z.observeWindow=!0,z.observeWindowDelay=100,z.fitAll=b(l),z}function N(h,A){var q=ti({},X,A),W=h.map((function(B){var F=ti({},q,{element:B,active:!0});return(function(V){V.originalStyle={whiteSpace:V.element.style.whiteSpace,display:V.element.style.display,fontSize:V.element.style.fontSize},P(V),V.newbie=!0,V.dirty=!0,o.push(V)})(F),{element:B,fit:ee(F,l),unfreeze:C(F),freeze:I(F),unsubscribe:O(F)}}));return r(),W}function z(h){var A=arguments.length>1&&arguments[1]!==void 0?arguments[1]:{};return typeof h=="string"?N(e(document.querySelectorAll(h)),A):N([h],A)[0]}})(typeof window>"u"?null:window),_e=class{constructor(e){this.Reveal=e,this.startEmbeddedIframe=this.startEmbeddedIframe.bind(this)}shouldPreload(e){let t=this.Reveal.getConfig().preloadIframes;return typeof t!="boolean"&&(t=e.hasAttribute("data-preload")),t}load(e,t={}){e.style.display=this.Reveal.getConfig().display,S(e,"img[data-src], video[data-src], audio[data-src], iframe[data-src]").forEach((n=>{(n.tagName!=="IFRAME"||this.shouldPreload(n))&&(n.setAttribute("src",n.getAttribute("data-src")),n.setAttribute("data-lazy-loaded",""),n.removeAttribute("data-src"))})),S(e,"video, audio").forEach((n=>{let l=0;S(n,"source[data-src]").forEach((o=>{o.setAttribute("src",o.getAttribute("data-src")),o.removeAttribute("data-src"),o.setAttribute("data-lazy-loaded",""),l+=1})),pe&&n.tagName==="VIDEO"&&n.setAttribute("playsinline",""),l>0&&n.load()}));let i=e.slideBackgroundElement;if(i){i.style.display="block";let n=e.slideBackgroundContentElement,l=e.getAttribute("data-background-iframe");if(i.hasAttribute("data-loaded")===!1){i.setAttribute("data-loaded","true");let d=e.getAttribute("data-background-image"),r=e.getAttribute("data-background-video"),b=e.hasAttribute("data-background-video-loop"),w=e.hasAttribute("data-background-video-muted");if(d)/^data:/.test(d.trim())?n.style.backgroundImage=`url(${d.trim()})`:n.style.backgroundImage=d.split(",").map((p=>`url(${((g="")=>encodeURI(g).replace(/%5B/g,"[").replace(/%5D/g,"]").replace(/[!'()*]/g,(y=>`%${y.charCodeAt(0).toString(16).toUpperCase()}`)))(decodeURI(p.trim()))})`)).join(",");else if(r&&!this.Reveal.isSpeakerNotes()){let p=document.createElement("video");b&&p.setAttribute("loop",""),w&&(p.muted=!0),pe&&(p.muted=!0,p.setAttribute("playsinline","")),r.split(",").forEach((g=>{let y=((c="")=>Zi[c.split(".").pop()])(g);p.innerHTML+=y?`<source src="${g}" type="${y}">`:`<source src="${g}">`})),n.appendChild(p)}else if(l&&t.excludeIframes!==!0){let p=document.createElement("iframe");p.setAttribute("allowfullscreen",""),p.setAttribute("mozallowfullscreen",""),p.setAttribute("webkitallowfullscreen",""),p.setAttribute("allow","autoplay"),p.setAttribute("data-src",l),p.style.width="100%",p.style.height="100%",p.style.maxHeight="100%",p.style.maxWidth="100%",n.appendChild(p)}}let o=n.querySelector("iframe[data-src]");o&&this.shouldPreload(i)&&!/autoplay=(1|true|yes)/gi.test(l)&&o.getAttribute("src")!==l&&o.setAttribute("src",l)}this.layout(e)}layout(e){Array.from(e.querySelectorAll(".r-fit-text")).forEach((t=>{en(t,{minSize:24,maxSize:.8*this.Reveal.getConfig().height,observeMutations:!1,observeWindow:!1})}))}unload(e){e.style.display="none";let t=this.Reveal.getSlideBackground(e);t&&(t.style.display="none",S(t,"iframe[src]").forEach((i=>{i.removeAttribute("src")}))),S(e,"video[data-lazy-loaded][src], audio[data-lazy-loaded][src], iframe[data-lazy-loaded][src]").forEach((i=>{i.setAttribute("data-src",i.getAttribute("src")),i.removeAttribute("src")})),S(e,"video[data-lazy-loaded] source[src], audio source[src]").forEach((i=>{i.setAttribute("data-src",i.getAttribute("src")),i.removeAttribute("src")}))}formatEmbeddedContent(){let e=(t,i,n)=>{S(this.Reveal.getSlidesElement(),"iframe["+t+'*="'+i+'"]').forEach((l=>{let o=l.getAttribute(t);o&&o.indexOf(n)===-1&&l.setAttribute(t,o+(/\?/.test(o)?"&":"?")+n)}))};e("src","youtube.com/embed/","enablejsapi=1"),e("data-src","youtube.com/embed/","enablejsapi=1"),e("src","player.vimeo.com/","api=1"),e("data-src","player.vimeo.com/","api=1")}startEmbeddedContent(e){e&&!this.Reveal.isSpeakerNotes()&&(S(e,'img[src$=".gif"]').forEach((t=>{t.setAttribute("src",t.getAttribute("src"))})),S(e,"video, audio").forEach((t=>{if(H(t,".fragment")&&!H(t,".fragment.visible"))return;let i=this.Reveal.getConfig().autoPlayMedia;if(typeof i!="boolean"&&(i=t.hasAttribute("data-autoplay")||!!H(t,".slide-background")),i&&typeof t.play=="function")if(t.readyState>1)this.startEmbeddedMedia({target:t});else if(pe){let n=t.play();n&&typeof n.catch=="function"&&t.controls===!1&&n.catch((()=>{t.controls=!0,t.addEventListener("play",(()=>{t.controls=!1}))}))}else t.removeEventListener("loadeddata",this.startEmbeddedMedia),t.addEventListener("loadeddata",this.startEmbeddedMedia)})),S(e,"iframe[src]").forEach((t=>{H(t,".fragment")&&!H(t,".fragment.visible")||this.startEmbeddedIframe({target:t})})),S(e,"iframe[data-src]").forEach((t=>{H(t,".fragment")&&!H(t,".fragment.visible")||t.getAttribute("src")!==t.getAttribute("data-src")&&(t.removeEventListener("load",this.startEmbeddedIframe),t.addEventListener("load",this.startEmbeddedIframe),t.setAttribute("src",t.getAttribute("data-src")))})))}startEmbeddedMedia(e){let t=!!H(e.target,"html"),i=!!H(e.target,".present");t&&i&&(e.target.currentTime=0,e.target.play()),e.target.removeEventListener("loadeddata",this.startEmbeddedMedia)}startEmbeddedIframe(e){let t=e.target;if(t&&t.contentWindow){let i=!!H(e.target,"html"),n=!!H(e.target,".present");if(i&&n){let l=this.Reveal.getConfig().autoPlayMedia;typeof l!="boolean"&&(l=t.hasAttribute("data-autoplay")||!!H(t,".slide-background")),/youtube\.com\/embed\//.test(t.getAttribute("src"))&&l?t.contentWindow.postMessage('{"event":"command","func":"playVideo","args":""}',"*"):/player\.vimeo\.com\//.test(t.getAttribute("src"))&&l?t.contentWindow.postMessage('{"method":"play"}',"*"):t.contentWindow.postMessage("slide:start","*")}}}stopEmbeddedContent(e,t={}){t=he({unloadIframes:!0},t),e&&e.parentNode&&(S(e,"video, audio").forEach((i=>{i.hasAttribute("data-ignore")||typeof i.pause!="function"||(i.setAttribute("data-paused-by-reveal",""),i.pause())})),S(e,"iframe").forEach((i=>{i.contentWindow&&i.contentWindow.postMessage("slide:stop","*"),i.removeEventListener("load",this.startEmbeddedIframe)})),S(e,'iframe[src*="youtube.com/embed/"]').forEach((i=>{!i.hasAttribute("data-ignore")&&i.contentWindow&&typeof i.contentWindow.postMessage=="function"&&i.contentWindow.postMessage('{"event":"command","func":"pauseVideo","args":""}',"*")})),S(e,'iframe[src*="player.vimeo.com/"]').forEach((i=>{!i.hasAttribute("data-ignore")&&i.contentWindow&&typeof i.contentWindow.postMessage=="function"&&i.contentWindow.postMessage('{"method":"pause"}',"*")})),t.unloadIframes===!0&&S(e,"iframe[data-src]").forEach((i=>{i.setAttribute("src","about:blank"),i.removeAttribute("src")})))}},Ye=class{constructor(e){this.Reveal=e}render(){this.element=document.createElement("div"),this.element.className="slide-number",this.Reveal.getRevealElement().appendChild(this.element)}configure(e,t){let i="none";e.slideNumber&&!this.Reveal.isPrintingPDF()&&(e.showSlideNumber==="all"||e.showSlideNumber==="speaker"&&this.Reveal.isSpeakerNotes())&&(i="block"),this.element.style.display=i}update(){this.Reveal.getConfig().slideNumber&&this.element&&(this.element.innerHTML=this.getSlideNumber())}getSlideNumber(e=this.Reveal.getCurrentSlide()){let t,i=this.Reveal.getConfig(),n="h.v";if(typeof i.slideNumber=="function")t=i.slideNumber(e);else{typeof i.slideNumber=="string"&&(n=i.slideNumber),/c/.test(n)||this.Reveal.getHorizontalSlides().length!==1||(n="c");let o=e&&e.dataset.visibility==="uncounted"?0:1;switch(t=[],n){case"c":t.push(this.Reveal.getSlidePastCount(e)+o);break;case"c/t":t.push(this.Reveal.getSlidePastCount(e)+o,"/",this.Reveal.getTotalSlides());break;default:let d=this.Reveal.getIndices(e);t.push(d.h+o);let r=n==="h/v"?"/":".";this.Reveal.isVerticalSlide(e)&&t.push(r,d.v+1)}}let l="#"+this.Reveal.location.getHash(e);return this.formatNumber(t[0],t[1],t[2],l)}formatNumber(e,t,i,n="#"+this.Reveal.location.getHash()){return typeof i!="number"||isNaN(i)?`<a href="${n}">
					<span class="slide-number-a">${e}</span>
					</a>`:`<a href="${n}">
					<span class="slide-number-a">${e}</span>
					<span class="slide-number-delimiter">${t}</span>
					<span class="slide-number-b">${i}</span>
					</a>`}destroy(){this.element.remove()}},Je=class{constructor(e){this.Reveal=e,this.onInput=this.onInput.bind(this),this.onBlur=this.onBlur.bind(this),this.onKeyDown=this.onKeyDown.bind(this)}render(){this.element=document.createElement("div"),this.element.className="jump-to-slide",this.jumpInput=document.createElement("input"),this.jumpInput.type="text",this.jumpInput.className="jump-to-slide-input",this.jumpInput.placeholder="Jump to slide",this.jumpInput.addEventListener("input",this.onInput),this.jumpInput.addEventListener("keydown",this.onKeyDown),this.jumpInput.addEventListener("blur",this.onBlur),this.element.appendChild(this.jumpInput)}show(){this.indicesOnShow=this.Reveal.getIndices(),this.Reveal.getRevealElement().appendChild(this.element),this.jumpInput.focus()}hide(){this.isVisible()&&(this.element.remove(),this.jumpInput.value="",clearTimeout(this.jumpTimeout),delete this.jumpTimeout)}isVisible(){return!!this.element.parentNode}jump(){clearTimeout(this.jumpTimeout),delete this.jumpTimeout;let e=this.jumpInput.value.trim(""),t=this.Reveal.location.getIndicesFromHash(e,{oneBasedIndex:!0});return!t&&/\S+/i.test(e)&&e.length>1&&(t=this.search(e)),t&&e!==""?(this.Reveal.slide(t.h,t.v,t.f),!0):(this.Reveal.slide(this.indicesOnShow.h,this.indicesOnShow.v,this.indicesOnShow.f),!1)}jumpAfter(e){clearTimeout(this.jumpTimeout),this.jumpTimeout=setTimeout((()=>this.jump()),e)}search(e){let t=new RegExp("\\b"+e.trim()+"\\b","i"),i=this.Reveal.getSlides().find((n=>t.test(n.innerText)));return i?this.Reveal.getIndices(i):null}cancel(){this.Reveal.slide(this.indicesOnShow.h,this.indicesOnShow.v,this.indicesOnShow.f),this.hide()}confirm(){this.jump(),this.hide()}destroy(){this.jumpInput.removeEventListener("input",this.onInput),this.jumpInput.removeEventListener("keydown",this.onKeyDown),this.jumpInput.removeEventListener("blur",this.onBlur),this.element.remove()}onKeyDown(e){e.keyCode===13?this.confirm():e.keyCode===27&&(this.cancel(),e.stopImmediatePropagation())}onInput(e){this.jumpAfter(200)}onBlur(){setTimeout((()=>this.hide()),1)}},Ke=s=>{let e=s.match(/^#([0-9a-f]{3})$/i);if(e&&e[1])return e=e[1],{r:17*parseInt(e.charAt(0),16),g:17*parseInt(e.charAt(1),16),b:17*parseInt(e.charAt(2),16)};let t=s.match(/^#([0-9a-f]{6})$/i);if(t&&t[1])return t=t[1],{r:parseInt(t.slice(0,2),16),g:parseInt(t.slice(2,4),16),b:parseInt(t.slice(4,6),16)};let i=s.match(/^rgb\s*\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\)$/i);if(i)return{r:parseInt(i[1],10),g:parseInt(i[2],10),b:parseInt(i[3],10)};let n=s.match(/^rgba\s*\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*\,\s*([\d]+|[\d]*.[\d]+)\s*\)$/i);return n?{r:parseInt(n[1],10),g:parseInt(n[2],10),b:parseInt(n[3],10),a:parseFloat(n[4])}:null},Xe=class{constructor(e){this.Reveal=e}render(){this.element=document.createElement("div"),this.element.className="backgrounds",this.Reveal.getRevealElement().appendChild(this.element)}create(){this.element.innerHTML="",this.element.classList.add("no-transition"),this.Reveal.getHorizontalSlides().forEach((e=>{let t=this.createBackground(e,this.element);S(e,"section").forEach((i=>{this.createBackground(i,t),t.classList.add("stack")}))})),this.Reveal.getConfig().parallaxBackgroundImage?(this.element.style.backgroundImage='url("'+this.Reveal.getConfig().parallaxBackgroundImage+'")',this.element.style.backgroundSize=this.Reveal.getConfig().parallaxBackgroundSize,this.element.style.backgroundRepeat=this.Reveal.getConfig().parallaxBackgroundRepeat,this.element.style.backgroundPosition=this.Reveal.getConfig().parallaxBackgroundPosition,setTimeout((()=>{this.Reveal.getRevealElement().classList.add("has-parallax-background")}),1)):(this.element.style.backgroundImage="",this.Reveal.getRevealElement().classList.remove("has-parallax-background"))}createBackground(e,t){let i=document.createElement("div");i.className="slide-background "+e.className.replace(/present|past|future/,"");let n=document.createElement("div");return n.className="slide-background-content",i.appendChild(n),t.appendChild(i),e.slideBackgroundElement=i,e.slideBackgroundContentElement=n,this.sync(e),i}sync(e){let t=e.slideBackgroundElement,i=e.slideBackgroundContentElement,n={background:e.getAttribute("data-background"),backgroundSize:e.getAttribute("data-background-size"),backgroundImage:e.getAttribute("data-background-image"),backgroundVideo:e.getAttribute("data-background-video"),backgroundIframe:e.getAttribute("data-background-iframe"),backgroundColor:e.getAttribute("data-background-color"),backgroundGradient:e.getAttribute("data-background-gradient"),backgroundRepeat:e.getAttribute("data-background-repeat"),backgroundPosition:e.getAttribute("data-background-position"),backgroundTransition:e.getAttribute("data-background-transition"),backgroundOpacity:e.getAttribute("data-background-opacity")},l=e.hasAttribute("data-preload");e.classList.remove("has-dark-background"),e.classList.remove("has-light-background"),t.removeAttribute("data-loaded"),t.removeAttribute("data-background-hash"),t.removeAttribute("data-background-size"),t.removeAttribute("data-background-transition"),t.style.backgroundColor="",i.style.backgroundSize="",i.style.backgroundRepeat="",i.style.backgroundPosition="",i.style.backgroundImage="",i.style.opacity="",i.innerHTML="",n.background&&(/^(http|file|\/\/)/gi.test(n.background)||/\.(svg|png|jpg|jpeg|gif|bmp|webp)([?#\s]|$)/gi.test(n.background)?e.setAttribute("data-background-image",n.background):t.style.background=n.background),(n.background||n.backgroundColor||n.backgroundGradient||n.backgroundImage||n.backgroundVideo||n.backgroundIframe)&&t.setAttribute("data-background-hash",n.background+n.backgroundSize+n.backgroundImage+n.backgroundVideo+n.backgroundIframe+n.backgroundColor+n.backgroundGradient+n.backgroundRepeat+n.backgroundPosition+n.backgroundTransition+n.backgroundOpacity),n.backgroundSize&&t.setAttribute("data-background-size",n.backgroundSize),n.backgroundColor&&(t.style.backgroundColor=n.backgroundColor),n.backgroundGradient&&(t.style.backgroundImage=n.backgroundGradient),n.backgroundTransition&&t.setAttribute("data-background-transition",n.backgroundTransition),l&&t.setAttribute("data-preload",""),n.backgroundSize&&(i.style.backgroundSize=n.backgroundSize),n.backgroundRepeat&&(i.style.backgroundRepeat=n.backgroundRepeat),n.backgroundPosition&&(i.style.backgroundPosition=n.backgroundPosition),n.backgroundOpacity&&(i.style.opacity=n.backgroundOpacity);let o=n.backgroundColor;if(!o||!Ke(o)){let r=window.getComputedStyle(t);r&&r.backgroundColor&&(o=r.backgroundColor)}if(o){let r=Ke(o);r&&r.a!==0&&(typeof(d=o)=="string"&&(d=Ke(d)),(d?(299*d.r+587*d.g+114*d.b)/1e3:null)<128?e.classList.add("has-dark-background"):e.classList.add("has-light-background"))}var d}update(e=!1){let t=this.Reveal.getCurrentSlide(),i=this.Reveal.getIndices(),n=null,l=this.Reveal.getConfig().rtl?"future":"past",o=this.Reveal.getConfig().rtl?"past":"future";if(Array.from(this.element.childNodes).forEach(((d,r)=>{d.classList.remove("past","present","future"),r<i.h?d.classList.add(l):r>i.h?d.classList.add(o):(d.classList.add("present"),n=d),(e||r===i.h)&&S(d,".slide-background").forEach(((b,w)=>{b.classList.remove("past","present","future"),w<i.v?b.classList.add("past"):w>i.v?b.classList.add("future"):(b.classList.add("present"),r===i.h&&(n=b))}))})),this.previousBackground&&this.Reveal.slideContent.stopEmbeddedContent(this.previousBackground,{unloadIframes:!this.Reveal.slideContent.shouldPreload(this.previousBackground)}),n){this.Reveal.slideContent.startEmbeddedContent(n);let d=n.querySelector(".slide-background-content");if(d){let w=d.style.backgroundImage||"";/\.gif/i.test(w)&&(d.style.backgroundImage="",window.getComputedStyle(d).opacity,d.style.backgroundImage=w)}let r=this.previousBackground?this.previousBackground.getAttribute("data-background-hash"):null,b=n.getAttribute("data-background-hash");b&&b===r&&n!==this.previousBackground&&this.element.classList.add("no-transition"),this.previousBackground=n}t&&["has-light-background","has-dark-background"].forEach((d=>{t.classList.contains(d)?this.Reveal.getRevealElement().classList.add(d):this.Reveal.getRevealElement().classList.remove(d)}),this),setTimeout((()=>{this.element.classList.remove("no-transition")}),1)}updateParallax(){let e=this.Reveal.getIndices();if(this.Reveal.getConfig().parallaxBackgroundImage){let t,i,n=this.Reveal.getHorizontalSlides(),l=this.Reveal.getVerticalSlides(),o=this.element.style.backgroundSize.split(" ");o.length===1?t=i=parseInt(o[0],10):(t=parseInt(o[0],10),i=parseInt(o[1],10));let d,r,b=this.element.offsetWidth,w=n.length;d=typeof this.Reveal.getConfig().parallaxBackgroundHorizontal=="number"?this.Reveal.getConfig().parallaxBackgroundHorizontal:w>1?(t-b)/(w-1):0,r=d*e.h*-1;let p,g,y=this.element.offsetHeight,c=l.length;p=typeof this.Reveal.getConfig().parallaxBackgroundVertical=="number"?this.Reveal.getConfig().parallaxBackgroundVertical:(i-y)/(c-1),g=c>0?p*e.v:0,this.element.style.backgroundPosition=r+"px "+-g+"px"}}destroy(){this.element.remove()}},re=".slides section",oe=".slides>section",ii=".slides>section.present>section",tn=/registerPlugin|registerKeyboardShortcut|addKeyBinding|addEventListener|showPreview/,ni=/fade-(down|up|right|left|out|in-then-out|in-then-semi-out)|semi-fade-out|current-visible|shrink|grow/,ai=0,Ge=class{constructor(e){this.Reveal=e}run(e,t){this.reset();let i=this.Reveal.getSlides(),n=i.indexOf(t),l=i.indexOf(e);if(e.hasAttribute("data-auto-animate")&&t.hasAttribute("data-auto-animate")&&e.getAttribute("data-auto-animate-id")===t.getAttribute("data-auto-animate-id")&&!(n>l?t:e).hasAttribute("data-auto-animate-restart")){this.autoAnimateStyleSheet=this.autoAnimateStyleSheet||$e();let o=this.getAutoAnimateOptions(t);e.dataset.autoAnimate="pending",t.dataset.autoAnimate="pending",o.slideDirection=n>l?"forward":"backward";let d=e.style.display==="none";d&&(e.style.display=this.Reveal.getConfig().display);let r=this.getAutoAnimatableElements(e,t).map((b=>this.autoAnimateElements(b.from,b.to,b.options||{},o,ai++)));if(d&&(e.style.display="none"),t.dataset.autoAnimateUnmatched!=="false"&&this.Reveal.getConfig().autoAnimateUnmatched===!0){let b=.8*o.duration,w=.2*o.duration;this.getUnmatchedAutoAnimateElements(t).forEach((p=>{let g=this.getAutoAnimateOptions(p,o),y="unmatched";g.duration===o.duration&&g.delay===o.delay||(y="unmatched-"+ai++,r.push(`[data-auto-animate="running"] [data-auto-animate-target="${y}"] { transition: opacity ${g.duration}s ease ${g.delay}s; }`)),p.dataset.autoAnimateTarget=y}),this),r.push(`[data-auto-animate="running"] [data-auto-animate-target="unmatched"] { transition: opacity ${b}s ease ${w}s; }`)}this.autoAnimateStyleSheet.innerHTML=r.join(""),requestAnimationFrame((()=>{this.autoAnimateStyleSheet&&(getComputedStyle(this.autoAnimateStyleSheet).fontWeight,t.dataset.autoAnimate="running")})),this.Reveal.dispatchEvent({type:"autoanimate",data:{fromSlide:e,toSlide:t,sheet:this.autoAnimateStyleSheet}})}}reset(){S(this.Reveal.getRevealElement(),'[data-auto-animate]:not([data-auto-animate=""])').forEach((e=>{e.dataset.autoAnimate=""})),S(this.Reveal.getRevealElement(),"[data-auto-animate-target]").forEach((e=>{delete e.dataset.autoAnimateTarget})),this.autoAnimateStyleSheet&&this.autoAnimateStyleSheet.parentNode&&(this.autoAnimateStyleSheet.parentNode.removeChild(this.autoAnimateStyleSheet),this.autoAnimateStyleSheet=null)}autoAnimateElements(e,t,i,n,l){e.dataset.autoAnimateTarget="",t.dataset.autoAnimateTarget=l;let o=this.getAutoAnimateOptions(t,n);i.delay!==void 0&&(o.delay=i.delay),i.duration!==void 0&&(o.duration=i.duration),i.easing!==void 0&&(o.easing=i.easing);let d=this.getAutoAnimatableProperties("from",e,i),r=this.getAutoAnimatableProperties("to",t,i);if(t.classList.contains("fragment")&&(delete r.styles.opacity,e.classList.contains("fragment"))&&(e.className.match(ni)||[""])[0]===(t.className.match(ni)||[""])[0]&&n.slideDirection==="forward"&&t.classList.add("visible","disabled"),i.translate!==!1||i.scale!==!1){let p=this.Reveal.getScale(),g={x:(d.x-r.x)/p,y:(d.y-r.y)/p,scaleX:d.width/r.width,scaleY:d.height/r.height};g.x=Math.round(1e3*g.x)/1e3,g.y=Math.round(1e3*g.y)/1e3,g.scaleX=Math.round(1e3*g.scaleX)/1e3,g.scaleX=Math.round(1e3*g.scaleX)/1e3;let y=i.translate!==!1&&(g.x!==0||g.y!==0),c=i.scale!==!1&&(g.scaleX!==0||g.scaleY!==0);if(y||c){let E=[];y&&E.push(`translate(${g.x}px, ${g.y}px)`),c&&E.push(`scale(${g.scaleX}, ${g.scaleY})`),d.styles.transform=E.join(" "),d.styles["transform-origin"]="top left",r.styles.transform="none"}}for(let p in r.styles){let g=r.styles[p],y=d.styles[p];g===y?delete r.styles[p]:(g.explicitValue===!0&&(r.styles[p]=g.value),y.explicitValue===!0&&(d.styles[p]=y.value))}let b="",w=Object.keys(r.styles);return w.length>0&&(d.styles.transition="none",r.styles.transition=`all ${o.duration}s ${o.easing} ${o.delay}s`,r.styles["transition-property"]=w.join(", "),r.styles["will-change"]=w.join(", "),b='[data-auto-animate-target="'+l+'"] {'+Object.keys(d.styles).map((p=>p+": "+d.styles[p]+" !important;")).join("")+'}[data-auto-animate="running"] [data-auto-animate-target="'+l+'"] {'+Object.keys(r.styles).map((p=>p+": "+r.styles[p]+" !important;")).join("")+"}"),b}getAutoAnimateOptions(e,t){let i={easing:this.Reveal.getConfig().autoAnimateEasing,duration:this.Reveal.getConfig().autoAnimateDuration,delay:0};if(i=he(i,t),e.parentNode){let n=H(e.parentNode,"[data-auto-animate-target]");n&&(i=this.getAutoAnimateOptions(n,i))}return e.dataset.autoAnimateEasing&&(i.easing=e.dataset.autoAnimateEasing),e.dataset.autoAnimateDuration&&(i.duration=parseFloat(e.dataset.autoAnimateDuration)),e.dataset.autoAnimateDelay&&(i.delay=parseFloat(e.dataset.autoAnimateDelay)),i}getAutoAnimatableProperties(e,t,i){let n=this.Reveal.getConfig(),l={styles:[]};if(i.translate!==!1||i.scale!==!1){let d;if(typeof i.measure=="function")d=i.measure(t);else if(n.center)d=t.getBoundingClientRect();else{let r=this.Reveal.getScale();d={x:t.offsetLeft*r,y:t.offsetTop*r,width:t.offsetWidth*r,height:t.offsetHeight*r}}l.x=d.x,l.y=d.y,l.width=d.width,l.height=d.height}let o=getComputedStyle(t);return(i.styles||n.autoAnimateStyles).forEach((d=>{let r;typeof d=="string"&&(d={property:d}),d.from!==void 0&&e==="from"?r={value:d.from,explicitValue:!0}:d.to!==void 0&&e==="to"?r={value:d.to,explicitValue:!0}:(d.property==="line-height"&&(r=parseFloat(o["line-height"])/parseFloat(o["font-size"])),isNaN(r)&&(r=o[d.property])),r!==""&&(l.styles[d.property]=r)})),l}getAutoAnimatableElements(e,t){let i=(typeof this.Reveal.getConfig().autoAnimateMatcher=="function"?this.Reveal.getConfig().autoAnimateMatcher:this.getAutoAnimatePairs).call(this,e,t),n=[];return i.filter(((l,o)=>{if(n.indexOf(l.to)===-1)return n.push(l.to),!0}))}getAutoAnimatePairs(e,t){let i=[],n="h1, h2, h3, h4, h5, h6, p, li";return this.findAutoAnimateMatches(i,e,t,"[data-id]",(l=>l.nodeName+":::"+l.getAttribute("data-id"))),this.findAutoAnimateMatches(i,e,t,n,(l=>l.nodeName+":::"+l.innerText)),this.findAutoAnimateMatches(i,e,t,"img, video, iframe",(l=>l.nodeName+":::"+(l.getAttribute("src")||l.getAttribute("data-src")))),this.findAutoAnimateMatches(i,e,t,"pre",(l=>l.nodeName+":::"+l.innerText)),i.forEach((l=>{Re(l.from,n)?l.options={scale:!1}:Re(l.from,"pre")&&(l.options={scale:!1,styles:["width","height"]},this.findAutoAnimateMatches(i,l.from,l.to,".hljs .hljs-ln-code",(o=>o.textContent),{scale:!1,styles:[],measure:this.getLocalBoundingBox.bind(this)}),this.findAutoAnimateMatches(i,l.from,l.to,".hljs .hljs-ln-numbers[data-line-number]",(o=>o.getAttribute("data-line-number")),{scale:!1,styles:["width"],measure:this.getLocalBoundingBox.bind(this)}))}),this),i}getLocalBoundingBox(e){let t=this.Reveal.getScale();return{x:Math.round(e.offsetLeft*t*100)/100,y:Math.round(e.offsetTop*t*100)/100,width:Math.round(e.offsetWidth*t*100)/100,height:Math.round(e.offsetHeight*t*100)/100}}findAutoAnimateMatches(e,t,i,n,l,o){let d={},r={};[].slice.call(t.querySelectorAll(n)).forEach(((b,w)=>{let p=l(b);typeof p=="string"&&p.length&&(d[p]=d[p]||[],d[p].push(b))})),[].slice.call(i.querySelectorAll(n)).forEach(((b,w)=>{let p=l(b),g;if(r[p]=r[p]||[],r[p].push(b),d[p]){let y=r[p].length-1,c=d[p].length-1;d[p][y]?(g=d[p][y],d[p][y]=null):d[p][c]&&(g=d[p][c],d[p][c]=null)}g&&e.push({from:g,to:b,options:o})}))}getUnmatchedAutoAnimateElements(e){return[].slice.call(e.children).reduce(((t,i)=>{let n=i.querySelector("[data-auto-animate-target]");return i.hasAttribute("data-auto-animate-target")||n||t.push(i),i.querySelector("[data-auto-animate-target]")&&(t=t.concat(this.getUnmatchedAutoAnimateElements(i))),t}),[])}},Qe=class{constructor(e){this.Reveal=e}configure(e,t){e.fragments===!1?this.disable():t.fragments===!1&&this.enable()}disable(){S(this.Reveal.getSlidesElement(),".fragment").forEach((e=>{e.classList.add("visible"),e.classList.remove("current-fragment")}))}enable(){S(this.Reveal.getSlidesElement(),".fragment").forEach((e=>{e.classList.remove("visible"),e.classList.remove("current-fragment")}))}availableRoutes(){let e=this.Reveal.getCurrentSlide();if(e&&this.Reveal.getConfig().fragments){let t=e.querySelectorAll(".fragment:not(.disabled)"),i=e.querySelectorAll(".fragment:not(.disabled):not(.visible)");return{prev:t.length-i.length>0,next:!!i.length}}return{prev:!1,next:!1}}sort(e,t=!1){e=Array.from(e);let i=[],n=[],l=[];e.forEach((d=>{if(d.hasAttribute("data-fragment-index")){let r=parseInt(d.getAttribute("data-fragment-index"),10);i[r]||(i[r]=[]),i[r].push(d)}else n.push([d])})),i=i.concat(n);let o=0;return i.forEach((d=>{d.forEach((r=>{l.push(r),r.setAttribute("data-fragment-index",o)})),o++})),t===!0?i:l}sortAll(){this.Reveal.getHorizontalSlides().forEach((e=>{let t=S(e,"section");t.forEach(((i,n)=>{this.sort(i.querySelectorAll(".fragment"))}),this),t.length===0&&this.sort(e.querySelectorAll(".fragment"))}))}update(e,t){let i={shown:[],hidden:[]},n=this.Reveal.getCurrentSlide();if(n&&this.Reveal.getConfig().fragments&&(t=t||this.sort(n.querySelectorAll(".fragment"))).length){let l=0;if(typeof e!="number"){let o=this.sort(n.querySelectorAll(".fragment.visible")).pop();o&&(e=parseInt(o.getAttribute("data-fragment-index")||0,10))}Array.from(t).forEach(((o,d)=>{if(o.hasAttribute("data-fragment-index")&&(d=parseInt(o.getAttribute("data-fragment-index"),10)),l=Math.max(l,d),d<=e){let r=o.classList.contains("visible");o.classList.add("visible"),o.classList.remove("current-fragment"),d===e&&(this.Reveal.announceStatus(this.Reveal.getStatusText(o)),o.classList.add("current-fragment"),this.Reveal.slideContent.startEmbeddedContent(o)),r||(i.shown.push(o),this.Reveal.dispatchEvent({target:o,type:"visible",bubbles:!1}))}else{let r=o.classList.contains("visible");o.classList.remove("visible"),o.classList.remove("current-fragment"),r&&(this.Reveal.slideContent.stopEmbeddedContent(o),i.hidden.push(o),this.Reveal.dispatchEvent({target:o,type:"hidden",bubbles:!1}))}})),e=typeof e=="number"?e:-1,e=Math.max(Math.min(e,l),-1),n.setAttribute("data-fragment",e)}return i}sync(e=this.Reveal.getCurrentSlide()){return this.sort(e.querySelectorAll(".fragment"))}goto(e,t=0){let i=this.Reveal.getCurrentSlide();if(i&&this.Reveal.getConfig().fragments){let n=this.sort(i.querySelectorAll(".fragment:not(.disabled)"));if(n.length){if(typeof e!="number"){let o=this.sort(i.querySelectorAll(".fragment:not(.disabled).visible")).pop();e=o?parseInt(o.getAttribute("data-fragment-index")||0,10):-1}e+=t;let l=this.update(e,n);return l.hidden.length&&this.Reveal.dispatchEvent({type:"fragmenthidden",data:{fragment:l.hidden[0],fragments:l.hidden}}),l.shown.length&&this.Reveal.dispatchEvent({type:"fragmentshown",data:{fragment:l.shown[0],fragments:l.shown}}),this.Reveal.controls.update(),this.Reveal.progress.update(),this.Reveal.getConfig().fragmentInURL&&this.Reveal.location.writeURL(),!(!l.shown.length&&!l.hidden.length)}}return!1}next(){return this.goto(null,1)}prev(){return this.goto(null,-1)}},Ze=class{constructor(e){this.Reveal=e,this.active=!1,this.onSlideClicked=this.onSlideClicked.bind(this)}activate(){if(this.Reveal.getConfig().overview&&!this.isActive()){this.active=!0,this.Reveal.getRevealElement().classList.add("overview"),this.Reveal.cancelAutoSlide(),this.Reveal.getSlidesElement().appendChild(this.Reveal.getBackgroundsElement()),S(this.Reveal.getRevealElement(),re).forEach((n=>{n.classList.contains("stack")||n.addEventListener("click",this.onSlideClicked,!0)}));let e=70,t=this.Reveal.getComputedSlideSize();this.overviewSlideWidth=t.width+e,this.overviewSlideHeight=t.height+e,this.Reveal.getConfig().rtl&&(this.overviewSlideWidth=-this.overviewSlideWidth),this.Reveal.updateSlidesVisibility(),this.layout(),this.update(),this.Reveal.layout();let i=this.Reveal.getIndices();this.Reveal.dispatchEvent({type:"overviewshown",data:{indexh:i.h,indexv:i.v,currentSlide:this.Reveal.getCurrentSlide()}})}}layout(){this.Reveal.getHorizontalSlides().forEach(((e,t)=>{e.setAttribute("data-index-h",t),ne(e,"translate3d("+t*this.overviewSlideWidth+"px, 0, 0)"),e.classList.contains("stack")&&S(e,"section").forEach(((i,n)=>{i.setAttribute("data-index-h",t),i.setAttribute("data-index-v",n),ne(i,"translate3d(0, "+n*this.overviewSlideHeight+"px, 0)")}))})),Array.from(this.Reveal.getBackgroundsElement().childNodes).forEach(((e,t)=>{ne(e,"translate3d("+t*this.overviewSlideWidth+"px, 0, 0)"),S(e,".slide-background").forEach(((i,n)=>{ne(i,"translate3d(0, "+n*this.overviewSlideHeight+"px, 0)")}))}))}update(){let e=Math.min(window.innerWidth,window.innerHeight),t=Math.max(e/5,150)/e,i=this.Reveal.getIndices();this.Reveal.transformSlides({overview:["scale("+t+")","translateX("+-i.h*this.overviewSlideWidth+"px)","translateY("+-i.v*this.overviewSlideHeight+"px)"].join(" ")})}deactivate(){if(this.Reveal.getConfig().overview){this.active=!1,this.Reveal.getRevealElement().classList.remove("overview"),this.Reveal.getRevealElement().classList.add("overview-deactivating"),setTimeout((()=>{this.Reveal.getRevealElement().classList.remove("overview-deactivating")}),1),this.Reveal.getRevealElement().appendChild(this.Reveal.getBackgroundsElement()),S(this.Reveal.getRevealElement(),re).forEach((t=>{ne(t,""),t.removeEventListener("click",this.onSlideClicked,!0)})),S(this.Reveal.getBackgroundsElement(),".slide-background").forEach((t=>{ne(t,"")})),this.Reveal.transformSlides({overview:""});let e=this.Reveal.getIndices();this.Reveal.slide(e.h,e.v),this.Reveal.layout(),this.Reveal.cueAutoSlide(),this.Reveal.dispatchEvent({type:"overviewhidden",data:{indexh:e.h,indexv:e.v,currentSlide:this.Reveal.getCurrentSlide()}})}}toggle(e){typeof e=="boolean"?e?this.activate():this.deactivate():this.isActive()?this.deactivate():this.activate()}isActive(){return this.active}onSlideClicked(e){if(this.isActive()){e.preventDefault();let t=e.target;for(;t&&!t.nodeName.match(/section/gi);)t=t.parentNode;if(t&&!t.classList.contains("disabled")&&(this.deactivate(),t.nodeName.match(/section/gi))){let i=parseInt(t.getAttribute("data-index-h"),10),n=parseInt(t.getAttribute("data-index-v"),10);this.Reveal.slide(i,n)}}}},et=class{constructor(e){this.Reveal=e,this.shortcuts={},this.bindings={},this.onDocumentKeyDown=this.onDocumentKeyDown.bind(this),this.onDocumentKeyPress=this.onDocumentKeyPress.bind(this)}configure(e,t){e.navigationMode==="linear"?(this.shortcuts["&#8594;  ,  &#8595;  ,  SPACE  ,  N  ,  L  ,  J"]="Next slide",this.shortcuts["&#8592;  ,  &#8593;  ,  P  ,  H  ,  K"]="Previous slide"):(this.shortcuts["N  ,  SPACE"]="Next slide",this.shortcuts["P  ,  Shift SPACE"]="Previous slide",this.shortcuts["&#8592;  ,  H"]="Navigate left",this.shortcuts["&#8594;  ,  L"]="Navigate right",this.shortcuts["&#8593;  ,  K"]="Navigate up",this.shortcuts["&#8595;  ,  J"]="Navigate down"),this.shortcuts["Alt + &#8592;/&#8593/&#8594;/&#8595;"]="Navigate without fragments",this.shortcuts["Shift + &#8592;/&#8593/&#8594;/&#8595;"]="Jump to first/last slide",this.shortcuts["B  ,  ."]="Pause",this.shortcuts.F="Fullscreen",this.shortcuts.G="Jump to slide",this.shortcuts["ESC, O"]="Slide overview"}bind(){document.addEventListener("keydown",this.onDocumentKeyDown,!1),document.addEventListener("keypress",this.onDocumentKeyPress,!1)}unbind(){document.removeEventListener("keydown",this.onDocumentKeyDown,!1),document.removeEventListener("keypress",this.onDocumentKeyPress,!1)}addKeyBinding(e,t){typeof e=="object"&&e.keyCode?this.bindings[e.keyCode]={callback:t,key:e.key,description:e.description}:this.bindings[e]={callback:t,key:null,description:null}}removeKeyBinding(e){delete this.bindings[e]}triggerKey(e){this.onDocumentKeyDown({keyCode:e})}registerKeyboardShortcut(e,t){this.shortcuts[e]=t}getShortcuts(){return this.shortcuts}getBindings(){return this.bindings}onDocumentKeyPress(e){e.shiftKey&&e.charCode===63&&this.Reveal.toggleHelp()}onDocumentKeyDown(e){let t=this.Reveal.getConfig();if(typeof t.keyboardCondition=="function"&&t.keyboardCondition(e)===!1||t.keyboardCondition==="focused"&&!this.Reveal.isFocused())return!0;let i=e.keyCode,n=!this.Reveal.isAutoSliding();this.Reveal.onUserInput(e);let l=document.activeElement&&document.activeElement.isContentEditable===!0,o=document.activeElement&&document.activeElement.tagName&&/input|textarea/i.test(document.activeElement.tagName),d=document.activeElement&&document.activeElement.className&&/speaker-notes/i.test(document.activeElement.className),r=!([32,37,38,39,40,78,80].indexOf(e.keyCode)!==-1&&e.shiftKey||e.altKey)&&(e.shiftKey||e.altKey||e.ctrlKey||e.metaKey);if(l||o||d||r)return;let b,w=[66,86,190,191];if(typeof t.keyboard=="object")for(b in t.keyboard)t.keyboard[b]==="togglePause"&&w.push(parseInt(b,10));if(this.Reveal.isPaused()&&w.indexOf(i)===-1)return!1;let p=t.navigationMode==="linear"||!this.Reveal.hasHorizontalSlides()||!this.Reveal.hasVerticalSlides(),g=!1;if(typeof t.keyboard=="object"){for(b in t.keyboard)if(parseInt(b,10)===i){let y=t.keyboard[b];typeof y=="function"?y.apply(null,[e]):typeof y=="string"&&typeof this.Reveal[y]=="function"&&this.Reveal[y].call(),g=!0}}if(g===!1){for(b in this.bindings)if(parseInt(b,10)===i){let y=this.bindings[b].callback;typeof y=="function"?y.apply(null,[e]):typeof y=="string"&&typeof this.Reveal[y]=="function"&&this.Reveal[y].call(),g=!0}}g===!1&&(g=!0,i===80||i===33?this.Reveal.prev({skipFragments:e.altKey}):i===78||i===34?this.Reveal.next({skipFragments:e.altKey}):i===72||i===37?e.shiftKey?this.Reveal.slide(0):!this.Reveal.overview.isActive()&&p?this.Reveal.prev({skipFragments:e.altKey}):this.Reveal.left({skipFragments:e.altKey}):i===76||i===39?e.shiftKey?this.Reveal.slide(this.Reveal.getHorizontalSlides().length-1):!this.Reveal.overview.isActive()&&p?this.Reveal.next({skipFragments:e.altKey}):this.Reveal.right({skipFragments:e.altKey}):i===75||i===38?e.shiftKey?this.Reveal.slide(void 0,0):!this.Reveal.overview.isActive()&&p?this.Reveal.prev({skipFragments:e.altKey}):this.Reveal.up({skipFragments:e.altKey}):i===74||i===40?e.shiftKey?this.Reveal.slide(void 0,Number.MAX_VALUE):!this.Reveal.overview.isActive()&&p?this.Reveal.next({skipFragments:e.altKey}):this.Reveal.down({skipFragments:e.altKey}):i===36?this.Reveal.slide(0):i===35?this.Reveal.slide(this.Reveal.getHorizontalSlides().length-1):i===32?(this.Reveal.overview.isActive()&&this.Reveal.overview.deactivate(),e.shiftKey?this.Reveal.prev({skipFragments:e.altKey}):this.Reveal.next({skipFragments:e.altKey})):i===58||i===59||i===66||i===86||i===190||i===191?this.Reveal.togglePause():i===70?(y=>{let c=(y=y||document.documentElement).requestFullscreen||y.webkitRequestFullscreen||y.webkitRequestFullScreen||y.mozRequestFullScreen||y.msRequestFullscreen;c&&c.apply(y)})(t.embedded?this.Reveal.getViewportElement():document.documentElement):i===65?t.autoSlideStoppable&&this.Reveal.toggleAutoSlide(n):i===71?t.jumpToSlide&&this.Reveal.toggleJumpToSlide():g=!1),g?e.preventDefault&&e.preventDefault():i!==27&&i!==79||(this.Reveal.closeOverlay()===!1&&this.Reveal.overview.toggle(),e.preventDefault&&e.preventDefault()),this.Reveal.cueAutoSlide()}},tt=class{constructor(e){var t,i,n;n=1e3,(i="MAX_REPLACE_STATE_FREQUENCY")in(t=this)?Object.defineProperty(t,i,{value:n,enumerable:!0,configurable:!0,writable:!0}):t[i]=n,this.Reveal=e,this.writeURLTimeout=0,this.replaceStateTimestamp=0,this.onWindowHashChange=this.onWindowHashChange.bind(this)}bind(){window.addEventListener("hashchange",this.onWindowHashChange,!1)}unbind(){window.removeEventListener("hashchange",this.onWindowHashChange,!1)}getIndicesFromHash(e=window.location.hash,t={}){let i=e.replace(/^#\/?/,""),n=i.split("/");if(/^[0-9]*$/.test(n[0])||!i.length){let l=this.Reveal.getConfig(),o,d=l.hashOneBasedIndex||t.oneBasedIndex?1:0,r=parseInt(n[0],10)-d||0,b=parseInt(n[1],10)-d||0;return l.fragmentInURL&&(o=parseInt(n[2],10),isNaN(o)&&(o=void 0)),{h:r,v:b,f:o}}{let l,o;/\/[-\d]+$/g.test(i)&&(o=parseInt(i.split("/").pop(),10),o=isNaN(o)?void 0:o,i=i.split("/").shift());try{l=document.getElementById(decodeURIComponent(i)).closest(".slides>section, .slides>section>section")}catch{}if(l)return{...this.Reveal.getIndices(l),f:o}}return null}readURL(){let e=this.Reveal.getIndices(),t=this.getIndicesFromHash();t?t.h===e.h&&t.v===e.v&&t.f===void 0||this.Reveal.slide(t.h,t.v,t.f):this.Reveal.slide(e.h||0,e.v||0)}writeURL(e){let t=this.Reveal.getConfig(),i=this.Reveal.getCurrentSlide();if(clearTimeout(this.writeURLTimeout),typeof e=="number")this.writeURLTimeout=setTimeout(this.writeURL,e);else if(i){let n=this.getHash();t.history?window.location.hash=n:t.hash&&(n==="/"?this.debouncedReplaceState(window.location.pathname+window.location.search):this.debouncedReplaceState("#"+n))}}replaceState(e){window.history.replaceState(null,null,e),this.replaceStateTimestamp=Date.now()}debouncedReplaceState(e){clearTimeout(this.replaceStateTimeout),Date.now()-this.replaceStateTimestamp>this.MAX_REPLACE_STATE_FREQUENCY?this.replaceState(e):this.replaceStateTimeout=setTimeout((()=>this.replaceState(e)),this.MAX_REPLACE_STATE_FREQUENCY)}getHash(e){let t="/",i=e||this.Reveal.getCurrentSlide(),n=i?i.getAttribute("id"):null;n&&(n=encodeURIComponent(n));let l=this.Reveal.getIndices(e);if(this.Reveal.getConfig().fragmentInURL||(l.f=void 0),typeof n=="string"&&n.length)t="/"+n,l.f>=0&&(t+="/"+l.f);else{let o=this.Reveal.getConfig().hashOneBasedIndex?1:0;(l.h>0||l.v>0||l.f>=0)&&(t+=l.h+o),(l.v>0||l.f>=0)&&(t+="/"+(l.v+o)),l.f>=0&&(t+="/"+l.f)}return t}onWindowHashChange(e){this.readURL()}},it=class{constructor(e){this.Reveal=e,this.onNavigateLeftClicked=this.onNavigateLeftClicked.bind(this),this.onNavigateRightClicked=this.onNavigateRightClicked.bind(this),this.onNavigateUpClicked=this.onNavigateUpClicked.bind(this),this.onNavigateDownClicked=this.onNavigateDownClicked.bind(this),this.onNavigatePrevClicked=this.onNavigatePrevClicked.bind(this),this.onNavigateNextClicked=this.onNavigateNextClicked.bind(this)}render(){let e=this.Reveal.getConfig().rtl,t=this.Reveal.getRevealElement();this.element=document.createElement("aside"),this.element.className="controls",this.element.innerHTML=`<button class="navigate-left" aria-label="${e?"next slide":"previous slide"}"><div class="controls-arrow"></div></button>
			<button class="navigate-right" aria-label="${e?"previous slide":"next slide"}"><div class="controls-arrow"></div></button>
			<button class="navigate-up" aria-label="above slide"><div class="controls-arrow"></div></button>
			<button class="navigate-down" aria-label="below slide"><div class="controls-arrow"></div></button>`,this.Reveal.getRevealElement().appendChild(this.element),this.controlsLeft=S(t,".navigate-left"),this.controlsRight=S(t,".navigate-right"),this.controlsUp=S(t,".navigate-up"),this.controlsDown=S(t,".navigate-down"),this.controlsPrev=S(t,".navigate-prev"),this.controlsNext=S(t,".navigate-next"),this.controlsRightArrow=this.element.querySelector(".navigate-right"),this.controlsLeftArrow=this.element.querySelector(".navigate-left"),this.controlsDownArrow=this.element.querySelector(".navigate-down")}configure(e,t){this.element.style.display=e.controls?"block":"none",this.element.setAttribute("data-controls-layout",e.controlsLayout),this.element.setAttribute("data-controls-back-arrows",e.controlsBackArrows)}bind(){let e=["touchstart","click"];li&&(e=["touchstart"]),e.forEach((t=>{this.controlsLeft.forEach((i=>i.addEventListener(t,this.onNavigateLeftClicked,!1))),this.controlsRight.forEach((i=>i.addEventListener(t,this.onNavigateRightClicked,!1))),this.controlsUp.forEach((i=>i.addEventListener(t,this.onNavigateUpClicked,!1))),this.controlsDown.forEach((i=>i.addEventListener(t,this.onNavigateDownClicked,!1))),this.controlsPrev.forEach((i=>i.addEventListener(t,this.onNavigatePrevClicked,!1))),this.controlsNext.forEach((i=>i.addEventListener(t,this.onNavigateNextClicked,!1)))}))}unbind(){["touchstart","click"].forEach((e=>{this.controlsLeft.forEach((t=>t.removeEventListener(e,this.onNavigateLeftClicked,!1))),this.controlsRight.forEach((t=>t.removeEventListener(e,this.onNavigateRightClicked,!1))),this.controlsUp.forEach((t=>t.removeEventListener(e,this.onNavigateUpClicked,!1))),this.controlsDown.forEach((t=>t.removeEventListener(e,this.onNavigateDownClicked,!1))),this.controlsPrev.forEach((t=>t.removeEventListener(e,this.onNavigatePrevClicked,!1))),this.controlsNext.forEach((t=>t.removeEventListener(e,this.onNavigateNextClicked,!1)))}))}update(){let e=this.Reveal.availableRoutes();[...this.controlsLeft,...this.controlsRight,...this.controlsUp,...this.controlsDown,...this.controlsPrev,...this.controlsNext].forEach((i=>{i.classList.remove("enabled","fragmented"),i.setAttribute("disabled","disabled")})),e.left&&this.controlsLeft.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")})),e.right&&this.controlsRight.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")})),e.up&&this.controlsUp.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")})),e.down&&this.controlsDown.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")})),(e.left||e.up)&&this.controlsPrev.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")})),(e.right||e.down)&&this.controlsNext.forEach((i=>{i.classList.add("enabled"),i.removeAttribute("disabled")}));let t=this.Reveal.getCurrentSlide();if(t){let i=this.Reveal.fragments.availableRoutes();i.prev&&this.controlsPrev.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")})),i.next&&this.controlsNext.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")})),this.Reveal.isVerticalSlide(t)?(i.prev&&this.controlsUp.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")})),i.next&&this.controlsDown.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")}))):(i.prev&&this.controlsLeft.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")})),i.next&&this.controlsRight.forEach((n=>{n.classList.add("fragmented","enabled"),n.removeAttribute("disabled")})))}if(this.Reveal.getConfig().controlsTutorial){let i=this.Reveal.getIndices();!this.Reveal.hasNavigatedVertically()&&e.down?this.controlsDownArrow.classList.add("highlight"):(this.controlsDownArrow.classList.remove("highlight"),this.Reveal.getConfig().rtl?!this.Reveal.hasNavigatedHorizontally()&&e.left&&i.v===0?this.controlsLeftArrow.classList.add("highlight"):this.controlsLeftArrow.classList.remove("highlight"):!this.Reveal.hasNavigatedHorizontally()&&e.right&&i.v===0?this.controlsRightArrow.classList.add("highlight"):this.controlsRightArrow.classList.remove("highlight"))}}destroy(){this.unbind(),this.element.remove()}onNavigateLeftClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.getConfig().navigationMode==="linear"?this.Reveal.prev():this.Reveal.left()}onNavigateRightClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.getConfig().navigationMode==="linear"?this.Reveal.next():this.Reveal.right()}onNavigateUpClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.up()}onNavigateDownClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.down()}onNavigatePrevClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.prev()}onNavigateNextClicked(e){e.preventDefault(),this.Reveal.onUserInput(),this.Reveal.next()}},nt=class{constructor(e){this.Reveal=e,this.onProgressClicked=this.onProgressClicked.bind(this)}render(){this.element=document.createElement("div"),this.element.className="progress",this.Reveal.getRevealElement().appendChild(this.element),this.bar=document.createElement("span"),this.element.appendChild(this.bar)}configure(e,t){this.element.style.display=e.progress?"block":"none"}bind(){this.Reveal.getConfig().progress&&this.element&&this.element.addEventListener("click",this.onProgressClicked,!1)}unbind(){this.Reveal.getConfig().progress&&this.element&&this.element.removeEventListener("click",this.onProgressClicked,!1)}update(){if(this.Reveal.getConfig().progress&&this.bar){let e=this.Reveal.getProgress();this.Reveal.getTotalSlides()<2&&(e=0),this.bar.style.transform="scaleX("+e+")"}}getMaxWidth(){return this.Reveal.getRevealElement().offsetWidth}onProgressClicked(e){this.Reveal.onUserInput(e),e.preventDefault();let t=this.Reveal.getSlides(),i=t.length,n=Math.floor(e.clientX/this.getMaxWidth()*i);this.Reveal.getConfig().rtl&&(n=i-n);let l=this.Reveal.getIndices(t[n]);this.Reveal.slide(l.h,l.v)}destroy(){this.element.remove()}},at=class{constructor(e){this.Reveal=e,this.lastMouseWheelStep=0,this.cursorHidden=!1,this.cursorInactiveTimeout=0,this.onDocumentCursorActive=this.onDocumentCursorActive.bind(this),this.onDocumentMouseScroll=this.onDocumentMouseScroll.bind(this)}configure(e,t){e.mouseWheel?(document.addEventListener("DOMMouseScroll",this.onDocumentMouseScroll,!1),document.addEventListener("mousewheel",this.onDocumentMouseScroll,!1)):(document.removeEventListener("DOMMouseScroll",this.onDocumentMouseScroll,!1),document.removeEventListener("mousewheel",this.onDocumentMouseScroll,!1)),e.hideInactiveCursor?(document.addEventListener("mousemove",this.onDocumentCursorActive,!1),document.addEventListener("mousedown",this.onDocumentCursorActive,!1)):(this.showCursor(),document.removeEventListener("mousemove",this.onDocumentCursorActive,!1),document.removeEventListener("mousedown",this.onDocumentCursorActive,!1))}showCursor(){this.cursorHidden&&(this.cursorHidden=!1,this.Reveal.getRevealElement().style.cursor="")}hideCursor(){this.cursorHidden===!1&&(this.cursorHidden=!0,this.Reveal.getRevealElement().style.cursor="none")}destroy(){this.showCursor(),document.removeEventListener("DOMMouseScroll",this.onDocumentMouseScroll,!1),document.removeEventListener("mousewheel",this.onDocumentMouseScroll,!1),document.removeEventListener("mousemove",this.onDocumentCursorActive,!1),document.removeEventListener("mousedown",this.onDocumentCursorActive,!1)}onDocumentCursorActive(e){this.showCursor(),clearTimeout(this.cursorInactiveTimeout),this.cursorInactiveTimeout=setTimeout(this.hideCursor.bind(this),this.Reveal.getConfig().hideCursorTime)}onDocumentMouseScroll(e){if(Date.now()-this.lastMouseWheelStep>1e3){this.lastMouseWheelStep=Date.now();let t=e.detail||-e.wheelDelta;t>0?this.Reveal.next():t<0&&this.Reveal.prev()}}},si=(s,e)=>{let t=document.createElement("script");t.type="text/javascript",t.async=!1,t.defer=!1,t.src=s,typeof e=="function"&&(t.onload=t.onreadystatechange=n=>{(n.type==="load"||/loaded|complete/.test(t.readyState))&&(t.onload=t.onreadystatechange=t.onerror=null,e())},t.onerror=n=>{t.onload=t.onreadystatechange=t.onerror=null,e(new Error("Failed loading script: "+t.src+`
`+n))});let i=document.querySelector("head");i.insertBefore(t,i.lastChild)},st=class{constructor(e){this.Reveal=e,this.state="idle",this.registeredPlugins={},this.asyncDependencies=[]}load(e,t){return this.state="loading",e.forEach(this.registerPlugin.bind(this)),new Promise((i=>{let n=[],l=0;if(t.forEach((o=>{o.condition&&!o.condition()||(o.async?this.asyncDependencies.push(o):n.push(o))})),n.length){l=n.length;let o=d=>{d&&typeof d.callback=="function"&&d.callback(),--l==0&&this.initPlugins().then(i)};n.forEach((d=>{typeof d.id=="string"?(this.registerPlugin(d),o(d)):typeof d.src=="string"?si(d.src,(()=>o(d))):(console.warn("Unrecognized plugin format",d),o())}))}else this.initPlugins().then(i)}))}initPlugins(){return new Promise((e=>{let t=Object.values(this.registeredPlugins),i=t.length;if(i===0)this.loadAsync().then(e);else{let n,l=()=>{--i==0?this.loadAsync().then(e):n()},o=0;n=()=>{let d=t[o++];if(typeof d.init=="function"){let r=d.init(this.Reveal);r&&typeof r.then=="function"?r.then(l):l()}else l()},n()}}))}loadAsync(){return this.state="loaded",this.asyncDependencies.length&&this.asyncDependencies.forEach((e=>{si(e.src,e.callback)})),Promise.resolve()}registerPlugin(e){arguments.length===2&&typeof arguments[0]=="string"?(e=arguments[1]).id=arguments[0]:typeof e=="function"&&(e=e());let t=e.id;typeof t!="string"?console.warn("Unrecognized plugin format; can't find plugin.id",e):this.registeredPlugins[t]===void 0?(this.registeredPlugins[t]=e,this.state==="loaded"&&typeof e.init=="function"&&e.init(this.Reveal)):console.warn('reveal.js: "'+t+'" plugin has already been registered')}hasPlugin(e){return!!this.registeredPlugins[e]}getPlugin(e){return this.registeredPlugins[e]}getRegisteredPlugins(){return this.registeredPlugins}destroy(){Object.values(this.registeredPlugins).forEach((e=>{typeof e.destroy=="function"&&e.destroy()})),this.registeredPlugins={},this.asyncDependencies=[]}},ot=class{constructor(e){this.Reveal=e}async setupPDF(){let e=this.Reveal.getConfig(),t=S(this.Reveal.getRevealElement(),re),i=e.slideNumber&&/all|print/i.test(e.showSlideNumber),n=this.Reveal.getComputedSlideSize(window.innerWidth,window.innerHeight),l=Math.floor(n.width*(1+e.margin)),o=Math.floor(n.height*(1+e.margin)),d=n.width,r=n.height;await new Promise(requestAnimationFrame),$e("@page{size:"+l+"px "+o+"px; margin: 0px;}"),$e(".reveal section>img, .reveal section>video, .reveal section>iframe{max-width: "+d+"px; max-height:"+r+"px}"),document.documentElement.classList.add("print-pdf"),document.body.style.width=l+"px",document.body.style.height=o+"px";let b=document.querySelector(".reveal-viewport"),w;if(b){let E=window.getComputedStyle(b);E&&E.background&&(w=E.background)}await new Promise(requestAnimationFrame),this.Reveal.layoutSlideContents(d,r),await new Promise(requestAnimationFrame);let p=t.map((E=>E.scrollHeight)),g=[],y=t[0].parentNode,c=1;t.forEach((function(E,x){if(E.classList.contains("stack")===!1){let J=(l-d)/2,ee=(o-r)/2,O=p[x],C=Math.max(Math.ceil(O/o),1);C=Math.min(C,e.pdfMaxPagesPerSlide),(C===1&&e.center||E.classList.contains("center"))&&(ee=Math.max((o-O)/2,0));let I=document.createElement("div");if(g.push(I),I.className="pdf-page",I.style.height=(o+e.pdfPageHeightOffset)*C+"px",w&&(I.style.background=w),I.appendChild(E),E.style.left=J+"px",E.style.top=ee+"px",E.style.width=d+"px",this.Reveal.slideContent.layout(E),E.slideBackgroundElement&&I.insertBefore(E.slideBackgroundElement,E),e.showNotes){let P=this.Reveal.getSlideNotes(E);if(P){let T=typeof e.showNotes=="string"?e.showNotes:"inline",k=document.createElement("div");k.classList.add("speaker-notes"),k.classList.add("speaker-notes-pdf"),k.setAttribute("data-layout",T),k.innerHTML=P,T==="separate-page"?g.push(k):(k.style.left="8px",k.style.bottom="8px",k.style.width=l-16+"px",I.appendChild(k))}}if(i){let P=document.createElement("div");P.classList.add("slide-number"),P.classList.add("slide-number-pdf"),P.innerHTML=c++,I.appendChild(P)}if(e.pdfSeparateFragments){let P=this.Reveal.fragments.sort(I.querySelectorAll(".fragment"),!0),X;P.forEach((function(T,k){X&&X.forEach((function(N){N.classList.remove("current-fragment")})),T.forEach((function(N){N.classList.add("visible","current-fragment")}),this);let L=I.cloneNode(!0);if(i){let N=k+1;L.querySelector(".slide-number-pdf").innerHTML+="."+N}g.push(L),X=T}),this),P.forEach((function(T){T.forEach((function(k){k.classList.remove("visible","current-fragment")}))}))}else S(I,".fragment:not(.fade-out)").forEach((function(P){P.classList.add("visible")}))}}),this),await new Promise(requestAnimationFrame),g.forEach((E=>y.appendChild(E))),this.Reveal.slideContent.layout(this.Reveal.getSlidesElement()),this.Reveal.dispatchEvent({type:"pdf-ready"})}isPrintingPDF(){return/print-pdf/gi.test(window.location.search)}},rt=class{constructor(e){this.Reveal=e,this.touchStartX=0,this.touchStartY=0,this.touchStartCount=0,this.touchCaptured=!1,this.onPointerDown=this.onPointerDown.bind(this),this.onPointerMove=this.onPointerMove.bind(this),this.onPointerUp=this.onPointerUp.bind(this),this.onTouchStart=this.onTouchStart.bind(this),this.onTouchMove=this.onTouchMove.bind(this),this.onTouchEnd=this.onTouchEnd.bind(this)}bind(){let e=this.Reveal.getRevealElement();"onpointerdown"in window?(e.addEventListener("pointerdown",this.onPointerDown,!1),e.addEventListener("pointermove",this.onPointerMove,!1),e.addEventListener("pointerup",this.onPointerUp,!1)):window.navigator.msPointerEnabled?(e.addEventListener("MSPointerDown",this.onPointerDown,!1),e.addEventListener("MSPointerMove",this.onPointerMove,!1),e.addEventListener("MSPointerUp",this.onPointerUp,!1)):(e.addEventListener("touchstart",this.onTouchStart,!1),e.addEventListener("touchmove",this.onTouchMove,!1),e.addEventListener("touchend",this.onTouchEnd,!1))}unbind(){let e=this.Reveal.getRevealElement();e.removeEventListener("pointerdown",this.onPointerDown,!1),e.removeEventListener("pointermove",this.onPointerMove,!1),e.removeEventListener("pointerup",this.onPointerUp,!1),e.removeEventListener("MSPointerDown",this.onPointerDown,!1),e.removeEventListener("MSPointerMove",this.onPointerMove,!1),e.removeEventListener("MSPointerUp",this.onPointerUp,!1),e.removeEventListener("touchstart",this.onTouchStart,!1),e.removeEventListener("touchmove",this.onTouchMove,!1),e.removeEventListener("touchend",this.onTouchEnd,!1)}isSwipePrevented(e){if(Re(e,"video, audio"))return!0;for(;e&&typeof e.hasAttribute=="function";){if(e.hasAttribute("data-prevent-swipe"))return!0;e=e.parentNode}return!1}onTouchStart(e){if(this.isSwipePrevented(e.target))return!0;this.touchStartX=e.touches[0].clientX,this.touchStartY=e.touches[0].clientY,this.touchStartCount=e.touches.length}onTouchMove(e){if(this.isSwipePrevented(e.target))return!0;let t=this.Reveal.getConfig();if(this.touchCaptured)li&&e.preventDefault();else{this.Reveal.onUserInput(e);let i=e.touches[0].clientX,n=e.touches[0].clientY;if(e.touches.length===1&&this.touchStartCount!==2){let l=this.Reveal.availableRoutes({includeFragments:!0}),o=i-this.touchStartX,d=n-this.touchStartY;o>40&&Math.abs(o)>Math.abs(d)?(this.touchCaptured=!0,t.navigationMode==="linear"?t.rtl?this.Reveal.next():this.Reveal.prev():this.Reveal.left()):o<-40&&Math.abs(o)>Math.abs(d)?(this.touchCaptured=!0,t.navigationMode==="linear"?t.rtl?this.Reveal.prev():this.Reveal.next():this.Reveal.right()):d>40&&l.up?(this.touchCaptured=!0,t.navigationMode==="linear"?this.Reveal.prev():this.Reveal.up()):d<-40&&l.down&&(this.touchCaptured=!0,t.navigationMode==="linear"?this.Reveal.next():this.Reveal.down()),t.embedded?(this.touchCaptured||this.Reveal.isVerticalSlide())&&e.preventDefault():e.preventDefault()}}}onTouchEnd(e){this.touchCaptured=!1}onPointerDown(e){e.pointerType!==e.MSPOINTER_TYPE_TOUCH&&e.pointerType!=="touch"||(e.touches=[{clientX:e.clientX,clientY:e.clientY}],this.onTouchStart(e))}onPointerMove(e){e.pointerType!==e.MSPOINTER_TYPE_TOUCH&&e.pointerType!=="touch"||(e.touches=[{clientX:e.clientX,clientY:e.clientY}],this.onTouchMove(e))}onPointerUp(e){e.pointerType!==e.MSPOINTER_TYPE_TOUCH&&e.pointerType!=="touch"||(e.touches=[{clientX:e.clientX,clientY:e.clientY}],this.onTouchEnd(e))}},Ve="focus",oi="blur",lt=class{constructor(e){this.Reveal=e,this.onRevealPointerDown=this.onRevealPointerDown.bind(this),this.onDocumentPointerDown=this.onDocumentPointerDown.bind(this)}configure(e,t){e.embedded?this.blur():(this.focus(),this.unbind())}bind(){this.Reveal.getConfig().embedded&&this.Reveal.getRevealElement().addEventListener("pointerdown",this.onRevealPointerDown,!1)}unbind(){this.Reveal.getRevealElement().removeEventListener("pointerdown",this.onRevealPointerDown,!1),document.removeEventListener("pointerdown",this.onDocumentPointerDown,!1)}focus(){this.state!==Ve&&(this.Reveal.getRevealElement().classList.add("focused"),document.addEventListener("pointerdown",this.onDocumentPointerDown,!1)),this.state=Ve}blur(){this.state!==oi&&(this.Reveal.getRevealElement().classList.remove("focused"),document.removeEventListener("pointerdown",this.onDocumentPointerDown,!1)),this.state=oi}isFocused(){return this.state===Ve}destroy(){this.Reveal.getRevealElement().classList.remove("focused")}onRevealPointerDown(e){this.focus()}onDocumentPointerDown(e){let t=H(e.target,".reveal");t&&t===this.Reveal.getRevealElement()||this.blur()}},dt=class{constructor(e){this.Reveal=e}render(){this.element=document.createElement("div"),this.element.className="speaker-notes",this.element.setAttribute("data-prevent-swipe",""),this.element.setAttribute("tabindex","0"),this.Reveal.getRevealElement().appendChild(this.element)}configure(e,t){e.showNotes&&this.element.setAttribute("data-layout",typeof e.showNotes=="string"?e.showNotes:"inline")}update(){this.Reveal.getConfig().showNotes&&this.element&&this.Reveal.getCurrentSlide()&&!this.Reveal.print.isPrintingPDF()&&(this.element.innerHTML=this.getSlideNotes()||'<span class="notes-placeholder">No notes on this slide.</span>')}updateVisibility(){this.Reveal.getConfig().showNotes&&this.hasNotes()&&!this.Reveal.print.isPrintingPDF()?this.Reveal.getRevealElement().classList.add("show-notes"):this.Reveal.getRevealElement().classList.remove("show-notes")}hasNotes(){return this.Reveal.getSlidesElement().querySelectorAll("[data-notes], aside.notes").length>0}isSpeakerNotesWindow(){return!!window.location.search.match(/receiver/gi)}getSlideNotes(e=this.Reveal.getCurrentSlide()){if(e.hasAttribute("data-notes"))return e.getAttribute("data-notes");let t=e.querySelectorAll("aside.notes");return t?Array.from(t).map((i=>i.innerHTML)).join(`
`):null}destroy(){this.element.remove()}},ct=class{constructor(e,t){this.diameter=100,this.diameter2=this.diameter/2,this.thickness=6,this.playing=!1,this.progress=0,this.progressOffset=1,this.container=e,this.progressCheck=t,this.canvas=document.createElement("canvas"),this.canvas.className="playback",this.canvas.width=this.diameter,this.canvas.height=this.diameter,this.canvas.style.width=this.diameter2+"px",this.canvas.style.height=this.diameter2+"px",this.context=this.canvas.getContext("2d"),this.container.appendChild(this.canvas),this.render()}setPlaying(e){let t=this.playing;this.playing=e,!t&&this.playing?this.animate():this.render()}animate(){let e=this.progress;this.progress=this.progressCheck(),e>.8&&this.progress<.2&&(this.progressOffset=this.progress),this.render(),this.playing&&requestAnimationFrame(this.animate.bind(this))}render(){let e=this.playing?this.progress:0,t=this.diameter2-this.thickness,i=this.diameter2,n=this.diameter2,l=28;this.progressOffset+=.1*(1-this.progressOffset);let o=-Math.PI/2+e*(2*Math.PI),d=-Math.PI/2+this.progressOffset*(2*Math.PI);this.context.save(),this.context.clearRect(0,0,this.diameter,this.diameter),this.context.beginPath(),this.context.arc(i,n,t+4,0,2*Math.PI,!1),this.context.fillStyle="rgba( 0, 0, 0, 0.4 )",this.context.fill(),this.context.beginPath(),this.context.arc(i,n,t,0,2*Math.PI,!1),this.context.lineWidth=this.thickness,this.context.strokeStyle="rgba( 255, 255, 255, 0.2 )",this.context.stroke(),this.playing&&(this.context.beginPath(),this.context.arc(i,n,t,d,o,!1),this.context.lineWidth=this.thickness,this.context.strokeStyle="#fff",this.context.stroke()),this.context.translate(i-14,n-14),this.playing?(this.context.fillStyle="#fff",this.context.fillRect(0,0,10,l),this.context.fillRect(18,0,10,l)):(this.context.beginPath(),this.context.translate(4,0),this.context.moveTo(0,0),this.context.lineTo(24,14),this.context.lineTo(0,l),this.context.fillStyle="#fff",this.context.fill()),this.context.restore()}on(e,t){this.canvas.addEventListener(e,t,!1)}off(e,t){this.canvas.removeEventListener(e,t,!1)}destroy(){this.playing=!1,this.canvas.parentNode&&this.container.removeChild(this.canvas)}},nn={width:960,height:700,margin:.04,minScale:.2,maxScale:2,controls:!0,controlsTutorial:!0,controlsLayout:"bottom-right",controlsBackArrows:"faded",progress:!0,slideNumber:!1,showSlideNumber:"all",hashOneBasedIndex:!1,hash:!1,respondToHashChanges:!0,jumpToSlide:!0,history:!1,keyboard:!0,keyboardCondition:null,disableLayout:!1,overview:!0,center:!0,touch:!0,loop:!1,rtl:!1,navigationMode:"default",shuffle:!1,fragments:!0,fragmentInURL:!0,embedded:!1,help:!0,pause:!0,showNotes:!1,showHiddenSlides:!1,autoPlayMedia:null,preloadIframes:null,autoAnimate:!0,autoAnimateMatcher:null,autoAnimateEasing:"ease",autoAnimateDuration:1,autoAnimateUnmatched:!0,autoAnimateStyles:["opacity","color","background-color","padding","font-size","line-height","letter-spacing","border-width","border-color","border-radius","outline","outline-offset"],autoSlide:0,autoSlideStoppable:!0,autoSlideMethod:null,defaultTiming:null,mouseWheel:!1,previewLinks:!1,postMessage:!0,postMessageEvents:!1,focusBodyOnPageVisibilityChange:!0,transition:"slide",transitionSpeed:"default",backgroundTransition:"fade",parallaxBackgroundImage:"",parallaxBackgroundSize:"",parallaxBackgroundRepeat:"",parallaxBackgroundPosition:"",parallaxBackgroundHorizontal:null,parallaxBackgroundVertical:null,pdfMaxPagesPerSlide:Number.POSITIVE_INFINITY,pdfSeparateFragments:!0,pdfPageHeightOffset:-1,viewDistance:3,mobileViewDistance:2,display:"block",hideInactiveCursor:!0,hideCursorTime:5e3,sortFragmentsOnSync:!0,dependencies:[],plugins:[]},ci="4.6.0";function ui(s,e){arguments.length<2&&(e=arguments[0],s=document.querySelector(".reveal"));let t={},i,n,l,o,d,r={},b=!1,w={hasNavigatedHorizontally:!1,hasNavigatedVertically:!1},p=[],g=1,y={layout:"",overview:""},c={},E="idle",x=0,J=0,ee=-1,O=!1,C=new _e(t),I=new Ye(t),P=new Je(t),X=new Ge(t),T=new Xe(t),k=new Qe(t),L=new Ze(t),N=new et(t),z=new tt(t),h=new it(t),A=new nt(t),q=new at(t),W=new st(t),B=new ot(t),F=new lt(t),V=new rt(t),$=new dt(t);function xi(a){if(!s)throw'Unable to find presentation root (<div class="reveal">).';if(c.wrapper=s,c.slides=s.querySelector(".slides"),!c.slides)throw'Unable to find slides container (<div class="slides">).';return r={...nn,...r,...e,...a,...ei()},Ci(),window.addEventListener("load",de,!1),W.load(r.plugins,r.dependencies).then(Pi),new Promise((u=>t.on("ready",u)))}function Ci(){r.embedded===!0?c.viewport=H(s,".reveal-viewport")||s:(c.viewport=document.body,document.documentElement.classList.add("reveal-full-page")),c.viewport.classList.add("reveal-viewport")}function Pi(){b=!0,Ti(),Ni(),zi(),Ii(),Di(),Bi(),yt(),z.readURL(),T.update(!0),setTimeout((()=>{c.slides.classList.remove("no-transition"),c.wrapper.classList.add("ready"),j({type:"ready",data:{indexh:i,indexv:n,currentSlide:o}})}),1),B.isPrintingPDF()&&(ye(),document.readyState==="complete"?B.setupPDF():window.addEventListener("load",(()=>{B.setupPDF()})))}function Ti(){r.showHiddenSlides||S(c.wrapper,'section[data-visibility="hidden"]').forEach((a=>{a.parentNode.removeChild(a)}))}function Ni(){c.slides.classList.add("no-transition"),pe?c.wrapper.classList.add("no-hover"):c.wrapper.classList.remove("no-hover"),T.render(),I.render(),P.render(),h.render(),A.render(),$.render(),c.pauseOverlay=Gi(c.wrapper,"div","pause-overlay",r.controls?'<button class="resume-button">Resume presentation</button>':null),c.statusElement=Mi(),c.wrapper.setAttribute("role","application")}function Mi(){let a=c.wrapper.querySelector(".aria-status");return a||(a=document.createElement("div"),a.style.position="absolute",a.style.height="1px",a.style.width="1px",a.style.overflow="hidden",a.style.clip="rect( 1px, 1px, 1px, 1px )",a.classList.add("aria-status"),a.setAttribute("aria-live","polite"),a.setAttribute("aria-atomic","true"),c.wrapper.appendChild(a)),a}function ft(a){c.statusElement.textContent=a}function Me(a){let u="";if(a.nodeType===3)u+=a.textContent;else if(a.nodeType===1){let v=a.getAttribute("aria-hidden"),m=window.getComputedStyle(a).display==="none";v==="true"||m||Array.from(a.childNodes).forEach((f=>{u+=Me(f)}))}return u=u.trim(),u===""?"":u+" "}function Ii(){setInterval((()=>{c.wrapper.scrollTop===0&&c.wrapper.scrollLeft===0||(c.wrapper.scrollTop=0,c.wrapper.scrollLeft=0)}),1e3)}function Di(){document.addEventListener("fullscreenchange",Ee),document.addEventListener("webkitfullscreenchange",Ee)}function zi(){r.postMessage&&window.addEventListener("message",_t,!1)}function yt(a){let u={...r};if(typeof a=="object"&&he(r,a),t.isReady()===!1)return;let v=c.wrapper.querySelectorAll(re).length;c.wrapper.classList.remove(u.transition),c.wrapper.classList.add(r.transition),c.wrapper.setAttribute("data-transition-speed",r.transitionSpeed),c.wrapper.setAttribute("data-background-transition",r.backgroundTransition),c.viewport.style.setProperty("--slide-width",r.width+"px"),c.viewport.style.setProperty("--slide-height",r.height+"px"),r.shuffle&&He(),je(c.wrapper,"embedded",r.embedded),je(c.wrapper,"rtl",r.rtl),je(c.wrapper,"center",r.center),r.pause===!1&&ve(),r.previewLinks?(Et(),De("[data-preview-link=false]")):(De(),Et("[data-preview-link]:not([data-preview-link=false])")),X.reset(),d&&(d.destroy(),d=null),v>1&&r.autoSlide&&r.autoSlideStoppable&&(d=new ct(c.wrapper,(()=>Math.min(Math.max((Date.now()-ee)/x,0),1))),d.on("click",Ji),O=!1),r.navigationMode!=="default"?c.wrapper.setAttribute("data-navigation-mode",r.navigationMode):c.wrapper.removeAttribute("data-navigation-mode"),$.configure(r,u),F.configure(r,u),q.configure(r,u),h.configure(r,u),A.configure(r,u),N.configure(r,u),k.configure(r,u),I.configure(r,u),Dt()}function bt(){window.addEventListener("resize",Xt,!1),r.touch&&V.bind(),r.keyboard&&N.bind(),r.progress&&A.bind(),r.respondToHashChanges&&z.bind(),h.bind(),F.bind(),c.slides.addEventListener("click",Jt,!1),c.slides.addEventListener("transitionend",Yt,!1),c.pauseOverlay.addEventListener("click",ve,!1),r.focusBodyOnPageVisibilityChange&&document.addEventListener("visibilitychange",Gt,!1)}function ye(){V.unbind(),F.unbind(),N.unbind(),h.unbind(),A.unbind(),z.unbind(),window.removeEventListener("resize",Xt,!1),c.slides.removeEventListener("click",Jt,!1),c.slides.removeEventListener("transitionend",Yt,!1),c.pauseOverlay.removeEventListener("click",ve,!1)}function Hi(){ye(),be(),De(),$.destroy(),F.destroy(),W.destroy(),q.destroy(),h.destroy(),A.destroy(),T.destroy(),I.destroy(),P.destroy(),document.removeEventListener("fullscreenchange",Ee),document.removeEventListener("webkitfullscreenchange",Ee),document.removeEventListener("visibilitychange",Gt,!1),window.removeEventListener("message",_t,!1),window.removeEventListener("load",de,!1),c.pauseOverlay&&c.pauseOverlay.remove(),c.statusElement&&c.statusElement.remove(),document.documentElement.classList.remove("reveal-full-page"),c.wrapper.classList.remove("ready","center","has-horizontal-slides","has-vertical-slides"),c.wrapper.removeAttribute("data-transition-speed"),c.wrapper.removeAttribute("data-background-transition"),c.viewport.classList.remove("reveal-viewport"),c.viewport.style.removeProperty("--slide-width"),c.viewport.style.removeProperty("--slide-height"),c.slides.style.removeProperty("width"),c.slides.style.removeProperty("height"),c.slides.style.removeProperty("zoom"),c.slides.style.removeProperty("left"),c.slides.style.removeProperty("top"),c.slides.style.removeProperty("bottom"),c.slides.style.removeProperty("right"),c.slides.style.removeProperty("transform"),Array.from(c.wrapper.querySelectorAll(re)).forEach((a=>{a.style.removeProperty("display"),a.style.removeProperty("top"),a.removeAttribute("hidden"),a.removeAttribute("aria-hidden")}))}function wt(a,u,v){s.addEventListener(a,u,v)}function St(a,u,v){s.removeEventListener(a,u,v)}function Ie(a){typeof a.layout=="string"&&(y.layout=a.layout),typeof a.overview=="string"&&(y.overview=a.overview),y.layout?ne(c.slides,y.layout+" "+y.overview):ne(c.slides,y.overview)}function j({target:a=c.wrapper,type:u,data:v,bubbles:m=!0}){let f=document.createEvent("HTMLEvents",1,2);return f.initEvent(u,m,!0),he(f,v),a.dispatchEvent(f),a===c.wrapper&&kt(u),f}function kt(a,u){if(r.postMessageEvents&&window.parent!==window.self){let v={namespace:"reveal",eventName:a,state:Vt()};he(v,u),window.parent.postMessage(JSON.stringify(v),"*")}}function Et(a="a"){Array.from(c.wrapper.querySelectorAll(a)).forEach((u=>{/^(http|www)/gi.test(u.getAttribute("href"))&&u.addEventListener("click",Qt,!1)}))}function De(a="a"){Array.from(c.wrapper.querySelectorAll(a)).forEach((u=>{/^(http|www)/gi.test(u.getAttribute("href"))&&u.removeEventListener("click",Qt,!1)}))}function At(a){G(),c.overlay=document.createElement("div"),c.overlay.classList.add("overlay"),c.overlay.classList.add("overlay-preview"),c.wrapper.appendChild(c.overlay),c.overlay.innerHTML=`<header>
				<a class="close" href="#"><span class="icon"></span></a>
				<a class="external" href="${a}" target="_blank"><span class="icon"></span></a>
			</header>
			<div class="spinner"></div>
			<div class="viewport">
				<iframe src="${a}"></iframe>
				<small class="viewport-inner">
					<span class="x-frame-error">Unable to load iframe. This is likely due to the site's policy (x-frame-options).</span>
				</small>
			</div>`,c.overlay.querySelector("iframe").addEventListener("load",(u=>{c.overlay.classList.add("loaded")}),!1),c.overlay.querySelector(".close").addEventListener("click",(u=>{G(),u.preventDefault()}),!1),c.overlay.querySelector(".external").addEventListener("click",(u=>{G()}),!1)}function Oi(a){typeof a=="boolean"?a?Rt():G():c.overlay?G():Rt()}function Rt(){if(r.help){G(),c.overlay=document.createElement("div"),c.overlay.classList.add("overlay"),c.overlay.classList.add("overlay-help"),c.wrapper.appendChild(c.overlay);let a='<p class="title">Keyboard Shortcuts</p><br/>',u=N.getShortcuts(),v=N.getBindings();a+="<table><th>KEY</th><th>ACTION</th>";for(let m in u)a+=`<tr><td>${m}</td><td>${u[m]}</td></tr>`;for(let m in v)v[m].key&&v[m].description&&(a+=`<tr><td>${v[m].key}</td><td>${v[m].description}</td></tr>`);a+="</table>",c.overlay.innerHTML=`
				<header>
					<a class="close" href="#"><span class="icon"></span></a>
				</header>
				<div class="viewport">
					<div class="viewport-inner">${a}</div>
				</div>
			`,c.overlay.querySelector(".close").addEventListener("click",(m=>{G(),m.preventDefault()}),!1)}}function G(){return!!c.overlay&&(c.overlay.parentNode.removeChild(c.overlay),c.overlay=null,!0)}function de(){if(c.wrapper&&!B.isPrintingPDF()){if(!r.disableLayout){pe&&!r.embedded&&document.documentElement.style.setProperty("--vh",.01*window.innerHeight+"px");let a=xt(),u=g;Lt(r.width,r.height),c.slides.style.width=a.width+"px",c.slides.style.height=a.height+"px",g=Math.min(a.presentationWidth/a.width,a.presentationHeight/a.height),g=Math.max(g,r.minScale),g=Math.min(g,r.maxScale),g===1?(c.slides.style.zoom="",c.slides.style.left="",c.slides.style.top="",c.slides.style.bottom="",c.slides.style.right="",Ie({layout:""})):(c.slides.style.zoom="",c.slides.style.left="50%",c.slides.style.top="50%",c.slides.style.bottom="auto",c.slides.style.right="auto",Ie({layout:"translate(-50%, -50%) scale("+g+")"}));let v=Array.from(c.wrapper.querySelectorAll(re));for(let m=0,f=v.length;m<f;m++){let R=v[m];R.style.display!=="none"&&(r.center||R.classList.contains("center")?R.classList.contains("stack")?R.style.top=0:R.style.top=Math.max((a.height-R.scrollHeight)/2,0)+"px":R.style.top="")}u!==g&&j({type:"resize",data:{oldScale:u,scale:g,size:a}})}c.viewport.style.setProperty("--slide-scale",g),A.update(),T.updateParallax(),L.isActive()&&L.update()}}function Lt(a,u){S(c.slides,"section > .stretch, section > .r-stretch").forEach((v=>{let m=Qi(v,u);if(/(img|video)/gi.test(v.nodeName)){let f=v.naturalWidth||v.videoWidth,R=v.naturalHeight||v.videoHeight,D=Math.min(a/f,m/R);v.style.width=f*D+"px",v.style.height=R*D+"px"}else v.style.width=a+"px",v.style.height=m+"px"}))}function xt(a,u){let v=r.width,m=r.height;r.disableLayout&&(v=c.slides.offsetWidth,m=c.slides.offsetHeight);let f={width:v,height:m,presentationWidth:a||c.wrapper.offsetWidth,presentationHeight:u||c.wrapper.offsetHeight};return f.presentationWidth-=f.presentationWidth*r.margin,f.presentationHeight-=f.presentationHeight*r.margin,typeof f.width=="string"&&/%$/.test(f.width)&&(f.width=parseInt(f.width,10)/100*f.presentationWidth),typeof f.height=="string"&&/%$/.test(f.height)&&(f.height=parseInt(f.height,10)/100*f.presentationHeight),f}function Ct(a,u){typeof a=="object"&&typeof a.setAttribute=="function"&&a.setAttribute("data-previous-indexv",u||0)}function Pt(a){if(typeof a=="object"&&typeof a.setAttribute=="function"&&a.classList.contains("stack")){let u=a.hasAttribute("data-start-indexv")?"data-start-indexv":"data-previous-indexv";return parseInt(a.getAttribute(u)||0,10)}return 0}function me(a=o){return a&&a.parentNode&&!!a.parentNode.nodeName.match(/section/i)}function Tt(){return!(!o||!me(o))&&!o.nextElementSibling}function Nt(){return i===0&&n===0}function ze(){return!!o&&!o.nextElementSibling&&(!me(o)||!o.parentNode.nextElementSibling)}function Mt(){if(r.pause){let a=c.wrapper.classList.contains("paused");be(),c.wrapper.classList.add("paused"),a===!1&&j({type:"paused"})}}function ve(){let a=c.wrapper.classList.contains("paused");c.wrapper.classList.remove("paused"),ce(),a&&j({type:"resumed"})}function It(a){typeof a=="boolean"?a?Mt():ve():fe()?ve():Mt()}function fe(){return c.wrapper.classList.contains("paused")}function qi(a){typeof a=="boolean"?a?P.show():P.hide():P.isVisible()?P.hide():P.show()}function Fi(a){typeof a=="boolean"?a?Se():we():O?Se():we()}function Ui(){return!(!x||O)}function _(a,u,v,m){if(j({type:"beforeslidechange",data:{indexh:a===void 0?i:a,indexv:u===void 0?n:u,origin:m}}).defaultPrevented)return;l=o;let f=c.wrapper.querySelectorAll(oe);if(f.length===0)return;u!==void 0||L.isActive()||(u=Pt(f[a])),l&&l.parentNode&&l.parentNode.classList.contains("stack")&&Ct(l.parentNode,n);let R=p.concat();p.length=0;let D=i||0,K=n||0;i=zt(oe,a===void 0?i:a),n=zt(ii,u===void 0?n:u);let Z=i!==D||n!==K;Z||(l=null);let se=f[i];o=se.querySelectorAll("section")[n]||se;let M=!1;Z&&l&&o&&!L.isActive()&&(l.hasAttribute("data-auto-animate")&&o.hasAttribute("data-auto-animate")&&l.getAttribute("data-auto-animate-id")===o.getAttribute("data-auto-animate-id")&&!(i>D||n>K?o:l).hasAttribute("data-auto-animate-restart")&&(M=!0,c.slides.classList.add("disable-slide-transitions")),E="running"),Oe(),de(),L.isActive()&&L.update(),v!==void 0&&k.goto(v),l&&l!==o&&(l.classList.remove("present"),l.setAttribute("aria-hidden","true"),Nt()&&setTimeout((()=>{Ki().forEach((Y=>{Ct(Y,0)}))}),0));e:for(let Y=0,Xi=p.length;Y<Xi;Y++){for(let Ae=0;Ae<R.length;Ae++)if(R[Ae]===p[Y]){R.splice(Ae,1);continue e}c.viewport.classList.add(p[Y]),j({type:p[Y]})}for(;R.length;)c.viewport.classList.remove(R.pop());Z&&j({type:"slidechanged",data:{indexh:i,indexv:n,previousSlide:l,currentSlide:o,origin:m}}),!Z&&l||(C.stopEmbeddedContent(l),C.startEmbeddedContent(o)),requestAnimationFrame((()=>{ft(Me(o))})),A.update(),h.update(),$.update(),T.update(),T.updateParallax(),I.update(),k.update(),z.writeURL(),ce(),M&&(setTimeout((()=>{c.slides.classList.remove("disable-slide-transitions")}),0),r.autoAnimate&&X.run(l,o))}function Dt(){ye(),bt(),de(),x=r.autoSlide,ce(),T.create(),z.writeURL(),r.sortFragmentsOnSync===!0&&k.sortAll(),h.update(),A.update(),Oe(),$.update(),$.updateVisibility(),T.update(!0),I.update(),C.formatEmbeddedContent(),r.autoPlayMedia===!1?C.stopEmbeddedContent(o,{unloadIframes:!1}):C.startEmbeddedContent(o),L.isActive()&&L.layout()}function Wi(a=o){T.sync(a),k.sync(a),C.load(a),T.update(),$.update()}function Bi(){te().forEach((a=>{S(a,"section").forEach(((u,v)=>{v>0&&(u.classList.remove("present"),u.classList.remove("past"),u.classList.add("future"),u.setAttribute("aria-hidden","true"))}))}))}function He(a=te()){a.forEach(((u,v)=>{let m=a[Math.floor(Math.random()*a.length)];m.parentNode===u.parentNode&&u.parentNode.insertBefore(u,m);let f=u.querySelectorAll("section");f.length&&He(f)}))}function zt(a,u){let v=S(c.wrapper,a),m=v.length,f=B.isPrintingPDF(),R=!1,D=!1;if(m){r.loop&&(u>=m&&(R=!0),(u%=m)<0&&(u=m+u,D=!0)),u=Math.max(Math.min(u,m-1),0);for(let U=0;U<m;U++){let M=v[U],Y=r.rtl&&!me(M);M.classList.remove("past"),M.classList.remove("present"),M.classList.remove("future"),M.setAttribute("hidden",""),M.setAttribute("aria-hidden","true"),M.querySelector("section")&&M.classList.add("stack"),f?M.classList.add("present"):U<u?(M.classList.add(Y?"future":"past"),r.fragments&&Ht(M)):U>u?(M.classList.add(Y?"past":"future"),r.fragments&&Ot(M)):U===u&&r.fragments&&(R?Ot(M):D&&Ht(M))}let K=v[u],Z=K.classList.contains("present");K.classList.add("present"),K.removeAttribute("hidden"),K.removeAttribute("aria-hidden"),Z||j({target:K,type:"visible",bubbles:!1});let se=K.getAttribute("data-state");se&&(p=p.concat(se.split(" ")))}else u=0;return u}function Ht(a){S(a,".fragment").forEach((u=>{u.classList.add("visible"),u.classList.remove("current-fragment")}))}function Ot(a){S(a,".fragment.visible").forEach((u=>{u.classList.remove("visible","current-fragment")}))}function Oe(){let a,u,v=te(),m=v.length;if(m&&i!==void 0){let f=L.isActive()?10:r.viewDistance;pe&&(f=L.isActive()?6:r.mobileViewDistance),B.isPrintingPDF()&&(f=Number.MAX_VALUE);for(let R=0;R<m;R++){let D=v[R],K=S(D,"section"),Z=K.length;if(a=Math.abs((i||0)-R)||0,r.loop&&(a=Math.abs(((i||0)-R)%(m-f))||0),a<f?C.load(D):C.unload(D),Z){let se=Pt(D);for(let U=0;U<Z;U++){let M=K[U];u=Math.abs(R===(i||0)?(n||0)-U:U-se),a+u<f?C.load(M):C.unload(M)}}}Bt()?c.wrapper.classList.add("has-vertical-slides"):c.wrapper.classList.remove("has-vertical-slides"),Wt()?c.wrapper.classList.add("has-horizontal-slides"):c.wrapper.classList.remove("has-horizontal-slides")}}function Q({includeFragments:a=!1}={}){let u=c.wrapper.querySelectorAll(oe),v=c.wrapper.querySelectorAll(ii),m={left:i>0,right:i<u.length-1,up:n>0,down:n<v.length-1};if(r.loop&&(u.length>1&&(m.left=!0,m.right=!0),v.length>1&&(m.up=!0,m.down=!0)),u.length>1&&r.navigationMode==="linear"&&(m.right=m.right||m.down,m.left=m.left||m.up),a===!0){let f=k.availableRoutes();m.left=m.left||f.prev,m.up=m.up||f.prev,m.down=m.down||f.next,m.right=m.right||f.next}if(r.rtl){let f=m.left;m.left=m.right,m.right=f}return m}function qt(a=o){let u=te(),v=0;e:for(let m=0;m<u.length;m++){let f=u[m],R=f.querySelectorAll("section");for(let D=0;D<R.length;D++){if(R[D]===a)break e;R[D].dataset.visibility!=="uncounted"&&v++}if(f===a)break;f.classList.contains("stack")===!1&&f.dataset.visibility!=="uncounted"&&v++}return v}function ji(){let a=jt(),u=qt();if(o){let v=o.querySelectorAll(".fragment");v.length>0&&(u+=o.querySelectorAll(".fragment.visible").length/v.length*.9)}return Math.min(u/(a-1),1)}function Ft(a){let u,v=i,m=n;if(a){let f=me(a),R=f?a.parentNode:a,D=te();v=Math.max(D.indexOf(R),0),m=void 0,f&&(m=Math.max(S(a.parentNode,"section").indexOf(a),0))}if(!a&&o&&o.querySelectorAll(".fragment").length>0){let f=o.querySelector(".current-fragment");u=f&&f.hasAttribute("data-fragment-index")?parseInt(f.getAttribute("data-fragment-index"),10):o.querySelectorAll(".fragment.visible").length-1}return{h:v,v:m,f:u}}function qe(){return S(c.wrapper,re+':not(.stack):not([data-visibility="uncounted"])')}function te(){return S(c.wrapper,oe)}function Ut(){return S(c.wrapper,".slides>section>section")}function Ki(){return S(c.wrapper,oe+".stack")}function Wt(){return te().length>1}function Bt(){return Ut().length>1}function Vi(){return qe().map((a=>{let u={};for(let v=0;v<a.attributes.length;v++){let m=a.attributes[v];u[m.name]=m.value}return u}))}function jt(){return qe().length}function Kt(a,u){let v=te()[a],m=v&&v.querySelectorAll("section");return m&&m.length&&typeof u=="number"?m?m[u]:void 0:v}function $i(a,u){let v=typeof a=="number"?Kt(a,u):a;if(v)return v.slideBackgroundElement}function Vt(){let a=Ft();return{indexh:a.h,indexv:a.v,indexf:a.f,paused:fe(),overview:L.isActive()}}function _i(a){if(typeof a=="object"){_(ue(a.indexh),ue(a.indexv),ue(a.indexf));let u=ue(a.paused),v=ue(a.overview);typeof u=="boolean"&&u!==fe()&&It(u),typeof v=="boolean"&&v!==L.isActive()&&L.toggle(v)}}function ce(){if(be(),o&&r.autoSlide!==!1){let a=o.querySelector(".current-fragment[data-autoslide]"),u=a?a.getAttribute("data-autoslide"):null,v=o.parentNode?o.parentNode.getAttribute("data-autoslide"):null,m=o.getAttribute("data-autoslide");u?x=parseInt(u,10):m?x=parseInt(m,10):v?x=parseInt(v,10):(x=r.autoSlide,o.querySelectorAll(".fragment").length===0&&S(o,"video, audio").forEach((f=>{f.hasAttribute("data-autoplay")&&x&&1e3*f.duration/f.playbackRate>x&&(x=1e3*f.duration/f.playbackRate+1e3)}))),!x||O||fe()||L.isActive()||ze()&&!k.availableRoutes().next&&r.loop!==!0||(J=setTimeout((()=>{typeof r.autoSlideMethod=="function"?r.autoSlideMethod():Be(),ce()}),x),ee=Date.now()),d&&d.setPlaying(J!==-1)}}function be(){clearTimeout(J),J=-1}function we(){x&&!O&&(O=!0,j({type:"autoslidepaused"}),clearTimeout(J),d&&d.setPlaying(!1))}function Se(){x&&O&&(O=!1,j({type:"autoslideresumed"}),ce())}function ke({skipFragments:a=!1}={}){w.hasNavigatedHorizontally=!0,r.rtl?(L.isActive()||a||k.next()===!1)&&Q().left&&_(i+1,r.navigationMode==="grid"?n:void 0):(L.isActive()||a||k.prev()===!1)&&Q().left&&_(i-1,r.navigationMode==="grid"?n:void 0)}function Fe({skipFragments:a=!1}={}){w.hasNavigatedHorizontally=!0,r.rtl?(L.isActive()||a||k.prev()===!1)&&Q().right&&_(i-1,r.navigationMode==="grid"?n:void 0):(L.isActive()||a||k.next()===!1)&&Q().right&&_(i+1,r.navigationMode==="grid"?n:void 0)}function Ue({skipFragments:a=!1}={}){(L.isActive()||a||k.prev()===!1)&&Q().up&&_(i,n-1)}function We({skipFragments:a=!1}={}){w.hasNavigatedVertically=!0,(L.isActive()||a||k.next()===!1)&&Q().down&&_(i,n+1)}function $t({skipFragments:a=!1}={}){if(a||k.prev()===!1)if(Q().up)Ue({skipFragments:a});else{let u;if(u=r.rtl?S(c.wrapper,oe+".future").pop():S(c.wrapper,oe+".past").pop(),u&&u.classList.contains("stack")){let v=u.querySelectorAll("section").length-1||void 0;_(i-1,v)}else ke({skipFragments:a})}}function Be({skipFragments:a=!1}={}){if(w.hasNavigatedHorizontally=!0,w.hasNavigatedVertically=!0,a||k.next()===!1){let u=Q();u.down&&u.right&&r.loop&&Tt()&&(u.down=!1),u.down?We({skipFragments:a}):r.rtl?ke({skipFragments:a}):Fe({skipFragments:a})}}function Yi(a){r.autoSlideStoppable&&we()}function _t(a){let u=a.data;if(typeof u=="string"&&u.charAt(0)==="{"&&u.charAt(u.length-1)==="}"&&(u=JSON.parse(u),u.method&&typeof t[u.method]=="function"))if(tn.test(u.method)===!1){let v=t[u.method].apply(t,u.args);kt("callback",{method:u.method,result:v})}else console.warn('reveal.js: "'+u.method+'" is is blacklisted from the postMessage API')}function Yt(a){E==="running"&&/section/gi.test(a.target.nodeName)&&(E="idle",j({type:"slidetransitionend",data:{indexh:i,indexv:n,previousSlide:l,currentSlide:o}}))}function Jt(a){let u=H(a.target,'a[href^="#"]');if(u){let v=u.getAttribute("href"),m=z.getIndicesFromHash(v);m&&(t.slide(m.h,m.v,m.f),a.preventDefault())}}function Xt(a){de()}function Gt(a){document.hidden===!1&&document.activeElement!==document.body&&(typeof document.activeElement.blur=="function"&&document.activeElement.blur(),document.body.focus())}function Ee(a){(document.fullscreenElement||document.webkitFullscreenElement)===c.wrapper&&(a.stopImmediatePropagation(),setTimeout((()=>{t.layout(),t.focus.focus()}),1))}function Qt(a){if(a.currentTarget&&a.currentTarget.hasAttribute("href")){let u=a.currentTarget.getAttribute("href");u&&(At(u),a.preventDefault())}}function Ji(a){ze()&&r.loop===!1?(_(0,0),Se()):O?Se():we()}let Zt={VERSION:ci,initialize:xi,configure:yt,destroy:Hi,sync:Dt,syncSlide:Wi,syncFragments:k.sync.bind(k),slide:_,left:ke,right:Fe,up:Ue,down:We,prev:$t,next:Be,navigateLeft:ke,navigateRight:Fe,navigateUp:Ue,navigateDown:We,navigatePrev:$t,navigateNext:Be,navigateFragment:k.goto.bind(k),prevFragment:k.prev.bind(k),nextFragment:k.next.bind(k),on:wt,off:St,addEventListener:wt,removeEventListener:St,layout:de,shuffle:He,availableRoutes:Q,availableFragments:k.availableRoutes.bind(k),toggleHelp:Oi,toggleOverview:L.toggle.bind(L),togglePause:It,toggleAutoSlide:Fi,toggleJumpToSlide:qi,isFirstSlide:Nt,isLastSlide:ze,isLastVerticalSlide:Tt,isVerticalSlide:me,isPaused:fe,isAutoSliding:Ui,isSpeakerNotes:$.isSpeakerNotesWindow.bind($),isOverview:L.isActive.bind(L),isFocused:F.isFocused.bind(F),isPrintingPDF:B.isPrintingPDF.bind(B),isReady:()=>b,loadSlide:C.load.bind(C),unloadSlide:C.unload.bind(C),startEmbeddedContent:()=>C.startEmbeddedContent(o),stopEmbeddedContent:()=>C.stopEmbeddedContent(o,{unloadIframes:!1}),showPreview:At,hidePreview:G,addEventListeners:bt,removeEventListeners:ye,dispatchEvent:j,getState:Vt,setState:_i,getProgress:ji,getIndices:Ft,getSlidesAttributes:Vi,getSlidePastCount:qt,getTotalSlides:jt,getSlide:Kt,getPreviousSlide:()=>l,getCurrentSlide:()=>o,getSlideBackground:$i,getSlideNotes:$.getSlideNotes.bind($),getSlides:qe,getHorizontalSlides:te,getVerticalSlides:Ut,hasHorizontalSlides:Wt,hasVerticalSlides:Bt,hasNavigatedHorizontally:()=>w.hasNavigatedHorizontally,hasNavigatedVertically:()=>w.hasNavigatedVertically,addKeyBinding:N.addKeyBinding.bind(N),removeKeyBinding:N.removeKeyBinding.bind(N),triggerKey:N.triggerKey.bind(N),registerKeyboardShortcut:N.registerKeyboardShortcut.bind(N),getComputedSlideSize:xt,getScale:()=>g,getConfig:()=>r,getQueryHash:ei,getSlidePath:z.getHash.bind(z),getRevealElement:()=>s,getSlidesElement:()=>c.slides,getViewportElement:()=>c.viewport,getBackgroundsElement:()=>T.element,registerPlugin:W.registerPlugin.bind(W),hasPlugin:W.hasPlugin.bind(W),getPlugin:W.getPlugin.bind(W),getPlugins:W.getRegisteredPlugins.bind(W)};return he(t,{...Zt,announceStatus:ft,getStatusText:Me,print:B,focus:F,progress:A,controls:h,location:z,overview:L,fragments:k,slideContent:C,slideNumber:I,onUserInput:Yi,closeOverlay:G,updateSlidesVisibility:Oe,layoutSlideContents:Lt,transformSlides:Ie,cueAutoSlide:ce,cancelAutoSlide:be}),Zt}var ie=ui,ri=[];ie.initialize=s=>(Object.assign(ie,new ui(document.querySelector(".reveal"),s)),ri.map((e=>e(ie))),ie.initialize()),["configure","on","off","addEventListener","removeEventListener","registerPlugin"].forEach((s=>{ie[s]=(...e)=>{ri.push((t=>t[s].call(null,...e)))}})),ie.isReady=()=>!1,ie.VERSION=ci;var hi=ie;var pi=`<!--
	NOTE: You need to build the notes plugin after making changes to this file.
-->
<html lang="en">
	<head>
		<meta charset="utf-8">

		<title>reveal.js - Speaker View</title>

		<style>
			body {
				font-family: Helvetica;
				font-size: 18px;
			}

			#current-slide,
			#upcoming-slide,
			#speaker-controls {
				padding: 6px;
				box-sizing: border-box;
				-moz-box-sizing: border-box;
			}

			#current-slide iframe,
			#upcoming-slide iframe {
				width: 100%;
				height: 100%;
				border: 1px solid #ddd;
			}

			#current-slide .label,
			#upcoming-slide .label {
				position: absolute;
				top: 10px;
				left: 10px;
				z-index: 2;
			}

			#connection-status {
				position: absolute;
				top: 0;
				left: 0;
				width: 100%;
				height: 100%;
				z-index: 20;
				padding: 30% 20% 20% 20%;
				font-size: 18px;
				color: #222;
				background: #fff;
				text-align: center;
				box-sizing: border-box;
				line-height: 1.4;
			}

			.overlay-element {
				height: 34px;
				line-height: 34px;
				padding: 0 10px;
				text-shadow: none;
				background: rgba( 220, 220, 220, 0.8 );
				color: #222;
				font-size: 14px;
			}

			.overlay-element.interactive:hover {
				background: rgba( 220, 220, 220, 1 );
			}

			#current-slide {
				position: absolute;
				width: 60%;
				height: 100%;
				top: 0;
				left: 0;
				padding-right: 0;
			}

			#upcoming-slide {
				position: absolute;
				width: 40%;
				height: 40%;
				right: 0;
				top: 0;
			}

			/* Speaker controls */
			#speaker-controls {
				position: absolute;
				top: 40%;
				right: 0;
				width: 40%;
				height: 60%;
				overflow: auto;
				font-size: 18px;
			}

				.speaker-controls-time.hidden,
				.speaker-controls-notes.hidden {
					display: none;
				}

				.speaker-controls-time .label,
				.speaker-controls-pace .label,
				.speaker-controls-notes .label {
					text-transform: uppercase;
					font-weight: normal;
					font-size: 0.66em;
					color: #666;
					margin: 0;
				}

				.speaker-controls-time, .speaker-controls-pace {
					border-bottom: 1px solid rgba( 200, 200, 200, 0.5 );
					margin-bottom: 10px;
					padding: 10px 16px;
					padding-bottom: 20px;
					cursor: pointer;
				}

				.speaker-controls-time .reset-button {
					opacity: 0;
					float: right;
					color: #666;
					text-decoration: none;
				}
				.speaker-controls-time:hover .reset-button {
					opacity: 1;
				}

				.speaker-controls-time .timer,
				.speaker-controls-time .clock {
					width: 50%;
				}

				.speaker-controls-time .timer,
				.speaker-controls-time .clock,
				.speaker-controls-time .pacing .hours-value,
				.speaker-controls-time .pacing .minutes-value,
				.speaker-controls-time .pacing .seconds-value {
					font-size: 1.9em;
				}

				.speaker-controls-time .timer {
					float: left;
				}

				.speaker-controls-time .clock {
					float: right;
					text-align: right;
				}

				.speaker-controls-time span.mute {
					opacity: 0.3;
				}

				.speaker-controls-time .pacing-title {
					margin-top: 5px;
				}

				.speaker-controls-time .pacing.ahead {
					color: blue;
				}

				.speaker-controls-time .pacing.on-track {
					color: green;
				}

				.speaker-controls-time .pacing.behind {
					color: red;
				}

				.speaker-controls-notes {
					padding: 10px 16px;
				}

				.speaker-controls-notes .value {
					margin-top: 5px;
					line-height: 1.4;
					font-size: 1.2em;
				}

			/* Layout selector */
			#speaker-layout {
				position: absolute;
				top: 10px;
				right: 10px;
				color: #222;
				z-index: 10;
			}
				#speaker-layout select {
					position: absolute;
					width: 100%;
					height: 100%;
					top: 0;
					left: 0;
					border: 0;
					box-shadow: 0;
					cursor: pointer;
					opacity: 0;

					font-size: 1em;
					background-color: transparent;

					-moz-appearance: none;
					-webkit-appearance: none;
					-webkit-tap-highlight-color: rgba(0, 0, 0, 0);
				}

				#speaker-layout select:focus {
					outline: none;
					box-shadow: none;
				}

			.clear {
				clear: both;
			}

			/* Speaker layout: Wide */
			body[data-speaker-layout="wide"] #current-slide,
			body[data-speaker-layout="wide"] #upcoming-slide {
				width: 50%;
				height: 45%;
				padding: 6px;
			}

			body[data-speaker-layout="wide"] #current-slide {
				top: 0;
				left: 0;
			}

			body[data-speaker-layout="wide"] #upcoming-slide {
				top: 0;
				left: 50%;
			}

			body[data-speaker-layout="wide"] #speaker-controls {
				top: 45%;
				left: 0;
				width: 100%;
				height: 50%;
				font-size: 1.25em;
			}

			/* Speaker layout: Tall */
			body[data-speaker-layout="tall"] #current-slide,
			body[data-speaker-layout="tall"] #upcoming-slide {
				width: 45%;
				height: 50%;
				padding: 6px;
			}

			body[data-speaker-layout="tall"] #current-slide {
				top: 0;
				left: 0;
			}

			body[data-speaker-layout="tall"] #upcoming-slide {
				top: 50%;
				left: 0;
			}

			body[data-speaker-layout="tall"] #speaker-controls {
				padding-top: 40px;
				top: 0;
				left: 45%;
				width: 55%;
				height: 100%;
				font-size: 1.25em;
			}

			/* Speaker layout: Notes only */
			body[data-speaker-layout="notes-only"] #current-slide,
			body[data-speaker-layout="notes-only"] #upcoming-slide {
				display: none;
			}

			body[data-speaker-layout="notes-only"] #speaker-controls {
				padding-top: 40px;
				top: 0;
				left: 0;
				width: 100%;
				height: 100%;
				font-size: 1.25em;
			}

			@media screen and (max-width: 1080px) {
				body[data-speaker-layout="default"] #speaker-controls {
					font-size: 16px;
				}
			}

			@media screen and (max-width: 900px) {
				body[data-speaker-layout="default"] #speaker-controls {
					font-size: 14px;
				}
			}

			@media screen and (max-width: 800px) {
				body[data-speaker-layout="default"] #speaker-controls {
					font-size: 12px;
				}
			}

		</style>
	</head>

	<body>

		<div id="connection-status">Loading speaker view...</div>

		<div id="current-slide"></div>
		<div id="upcoming-slide"><span class="overlay-element label">Upcoming</span></div>
		<div id="speaker-controls">
			<div class="speaker-controls-time">
				<h4 class="label">Time <span class="reset-button">Click to Reset</span></h4>
				<div class="clock">
					<span class="clock-value">0:00 AM</span>
				</div>
				<div class="timer">
					<span class="hours-value">00</span><span class="minutes-value">:00</span><span class="seconds-value">:00</span>
				</div>
				<div class="clear"></div>

				<h4 class="label pacing-title" style="display: none">Pacing – Time to finish current slide</h4>
				<div class="pacing" style="display: none">
					<span class="hours-value">00</span><span class="minutes-value">:00</span><span class="seconds-value">:00</span>
				</div>
			</div>

			<div class="speaker-controls-notes hidden">
				<h4 class="label">Notes</h4>
				<div class="value"></div>
			</div>
		</div>
		<div id="speaker-layout" class="overlay-element interactive">
			<span class="speaker-layout-label"></span>
			<select class="speaker-layout-dropdown"></select>
		</div>

		<script>

			(function() {

				var notes,
					notesValue,
					currentState,
					currentSlide,
					upcomingSlide,
					layoutLabel,
					layoutDropdown,
					pendingCalls = {},
					lastRevealApiCallId = 0,
					connected = false

				var connectionStatus = document.querySelector( '#connection-status' );

				var SPEAKER_LAYOUTS = {
					'default': 'Default',
					'wide': 'Wide',
					'tall': 'Tall',
					'notes-only': 'Notes only'
				};

				setupLayout();

				let openerOrigin;

				try {
					openerOrigin = window.opener.location.origin;
				}
				catch ( error ) { console.warn( error ) }

				// In order to prevent XSS, the speaker view will only run if its
				// opener has the same origin as itself
				if( window.location.origin !== openerOrigin ) {
					connectionStatus.innerHTML = 'Cross origin error.<br>The speaker window can only be opened from the same origin.';
					return;
				}

				var connectionTimeout = setTimeout( function() {
					connectionStatus.innerHTML = 'Error connecting to main window.<br>Please try closing and reopening the speaker view.';
				}, 5000 );

				window.addEventListener( 'message', function( event ) {

					clearTimeout( connectionTimeout );
					connectionStatus.style.display = 'none';

					var data = JSON.parse( event.data );

					// The overview mode is only useful to the reveal.js instance
					// where navigation occurs so we don't sync it
					if( data.state ) delete data.state.overview;

					// Messages sent by the notes plugin inside of the main window
					if( data && data.namespace === 'reveal-notes' ) {
						if( data.type === 'connect' ) {
							handleConnectMessage( data );
						}
						else if( data.type === 'state' ) {
							handleStateMessage( data );
						}
						else if( data.type === 'return' ) {
							pendingCalls[data.callId](data.result);
							delete pendingCalls[data.callId];
						}
					}
					// Messages sent by the reveal.js inside of the current slide preview
					else if( data && data.namespace === 'reveal' ) {
						if( /ready/.test( data.eventName ) ) {
							// Send a message back to notify that the handshake is complete
							window.opener.postMessage( JSON.stringify({ namespace: 'reveal-notes', type: 'connected'} ), '*' );
						}
						else if( /slidechanged|fragmentshown|fragmenthidden|paused|resumed/.test( data.eventName ) && currentState !== JSON.stringify( data.state ) ) {

							dispatchStateToMainWindow( data.state );

						}
					}

				} );

				/**
				 * Updates the presentation in the main window to match the state
				 * of the presentation in the notes window.
				 */
				const dispatchStateToMainWindow = debounce(( state ) => {
					window.opener.postMessage( JSON.stringify({ method: 'setState', args: [ state ]} ), '*' );
				}, 500);

				/**
				 * Asynchronously calls the Reveal.js API of the main frame.
				 */
				function callRevealApi( methodName, methodArguments, callback ) {

					var callId = ++lastRevealApiCallId;
					pendingCalls[callId] = callback;
					window.opener.postMessage( JSON.stringify( {
						namespace: 'reveal-notes',
						type: 'call',
						callId: callId,
						methodName: methodName,
						arguments: methodArguments
					} ), '*' );

				}

				/**
				 * Called when the main window is trying to establish a
				 * connection.
				 */
				function handleConnectMessage( data ) {

					if( connected === false ) {
						connected = true;

						setupIframes( data );
						setupKeyboard();
						setupNotes();
						setupTimer();
						setupHeartbeat();
					}

				}

				/**
				 * Called when the main window sends an updated state.
				 */
				function handleStateMessage( data ) {

					// Store the most recently set state to avoid circular loops
					// applying the same state
					currentState = JSON.stringify( data.state );

					// No need for updating the notes in case of fragment changes
					if ( data.notes ) {
						notes.classList.remove( 'hidden' );
						notesValue.style.whiteSpace = data.whitespace;
						if( data.markdown ) {
							notesValue.innerHTML = marked( data.notes );
						}
						else {
							notesValue.innerHTML = data.notes;
						}
					}
					else {
						notes.classList.add( 'hidden' );
					}

					// Update the note slides
					currentSlide.contentWindow.postMessage( JSON.stringify({ method: 'setState', args: [ data.state ] }), '*' );
					upcomingSlide.contentWindow.postMessage( JSON.stringify({ method: 'setState', args: [ data.state ] }), '*' );
					upcomingSlide.contentWindow.postMessage( JSON.stringify({ method: 'next' }), '*' );

				}

				// Limit to max one state update per X ms
				handleStateMessage = debounce( handleStateMessage, 200 );

				/**
				 * Forward keyboard events to the current slide window.
				 * This enables keyboard events to work even if focus
				 * isn't set on the current slide iframe.
				 *
				 * Block F5 default handling, it reloads and disconnects
				 * the speaker notes window.
				 */
				function setupKeyboard() {

					document.addEventListener( 'keydown', function( event ) {
						if( event.keyCode === 116 || ( event.metaKey && event.keyCode === 82 ) ) {
							event.preventDefault();
							return false;
						}
						currentSlide.contentWindow.postMessage( JSON.stringify({ method: 'triggerKey', args: [ event.keyCode ] }), '*' );
					} );

				}

				/**
				 * Creates the preview iframes.
				 */
				function setupIframes( data ) {

					var params = [
						'receiver',
						'progress=false',
						'history=false',
						'transition=none',
						'autoSlide=0',
						'backgroundTransition=none'
					].join( '&' );

					var urlSeparator = /\\?/.test(data.url) ? '&' : '?';
					var hash = '#/' + data.state.indexh + '/' + data.state.indexv;
					var currentURL = data.url + urlSeparator + params + '&postMessageEvents=true' + hash;
					var upcomingURL = data.url + urlSeparator + params + '&controls=false' + hash;

					currentSlide = document.createElement( 'iframe' );
					currentSlide.setAttribute( 'width', 1280 );
					currentSlide.setAttribute( 'height', 1024 );
					currentSlide.setAttribute( 'src', currentURL );
					document.querySelector( '#current-slide' ).appendChild( currentSlide );

					upcomingSlide = document.createElement( 'iframe' );
					upcomingSlide.setAttribute( 'width', 640 );
					upcomingSlide.setAttribute( 'height', 512 );
					upcomingSlide.setAttribute( 'src', upcomingURL );
					document.querySelector( '#upcoming-slide' ).appendChild( upcomingSlide );

				}

				/**
				 * Setup the notes UI.
				 */
				function setupNotes() {

					notes = document.querySelector( '.speaker-controls-notes' );
					notesValue = document.querySelector( '.speaker-controls-notes .value' );

				}

				/**
				 * We send out a heartbeat at all times to ensure we can
				 * reconnect with the main presentation window after reloads.
				 */
				function setupHeartbeat() {

					setInterval( () => {
						window.opener.postMessage( JSON.stringify({ namespace: 'reveal-notes', type: 'heartbeat'} ), '*' );
					}, 1000 );

				}

				function getTimings( callback ) {

					callRevealApi( 'getSlidesAttributes', [], function ( slideAttributes ) {
						callRevealApi( 'getConfig', [], function ( config ) {
							var totalTime = config.totalTime;
							var minTimePerSlide = config.minimumTimePerSlide || 0;
							var defaultTiming = config.defaultTiming;
							if ((defaultTiming == null) && (totalTime == null)) {
								callback(null);
								return;
							}
							// Setting totalTime overrides defaultTiming
							if (totalTime) {
								defaultTiming = 0;
							}
							var timings = [];
							for ( var i in slideAttributes ) {
								var slide = slideAttributes[ i ];
								var timing = defaultTiming;
								if( slide.hasOwnProperty( 'data-timing' )) {
									var t = slide[ 'data-timing' ];
									timing = parseInt(t);
									if( isNaN(timing) ) {
										console.warn("Could not parse timing '" + t + "' of slide " + i + "; using default of " + defaultTiming);
										timing = defaultTiming;
									}
								}
								timings.push(timing);
							}
							if ( totalTime ) {
								// After we've allocated time to individual slides, we summarize it and
								// subtract it from the total time
								var remainingTime = totalTime - timings.reduce( function(a, b) { return a + b; }, 0 );
								// The remaining time is divided by the number of slides that have 0 seconds
								// allocated at the moment, giving the average time-per-slide on the remaining slides
								var remainingSlides = (timings.filter( function(x) { return x == 0 }) ).length
								var timePerSlide = Math.round( remainingTime / remainingSlides, 0 )
								// And now we replace every zero-value timing with that average
								timings = timings.map( function(x) { return (x==0 ? timePerSlide : x) } );
							}
							var slidesUnderMinimum = timings.filter( function(x) { return (x < minTimePerSlide) } ).length
							if ( slidesUnderMinimum ) {
								message = "The pacing time for " + slidesUnderMinimum + " slide(s) is under the configured minimum of " + minTimePerSlide + " seconds. Check the data-timing attribute on individual slides, or consider increasing the totalTime or minimumTimePerSlide configuration options (or removing some slides).";
								alert(message);
							}
							callback( timings );
						} );
					} );

				}

				/**
				 * Return the number of seconds allocated for presenting
				 * all slides up to and including this one.
				 */
				function getTimeAllocated( timings, callback ) {

					callRevealApi( 'getSlidePastCount', [], function ( currentSlide ) {
						var allocated = 0;
						for (var i in timings.slice(0, currentSlide + 1)) {
							allocated += timings[i];
						}
						callback( allocated );
					} );

				}

				/**
				 * Create the timer and clock and start updating them
				 * at an interval.
				 */
				function setupTimer() {

					var start = new Date(),
					timeEl = document.querySelector( '.speaker-controls-time' ),
					clockEl = timeEl.querySelector( '.clock-value' ),
					hoursEl = timeEl.querySelector( '.hours-value' ),
					minutesEl = timeEl.querySelector( '.minutes-value' ),
					secondsEl = timeEl.querySelector( '.seconds-value' ),
					pacingTitleEl = timeEl.querySelector( '.pacing-title' ),
					pacingEl = timeEl.querySelector( '.pacing' ),
					pacingHoursEl = pacingEl.querySelector( '.hours-value' ),
					pacingMinutesEl = pacingEl.querySelector( '.minutes-value' ),
					pacingSecondsEl = pacingEl.querySelector( '.seconds-value' );

					var timings = null;
					getTimings( function ( _timings ) {

						timings = _timings;
						if (_timings !== null) {
							pacingTitleEl.style.removeProperty('display');
							pacingEl.style.removeProperty('display');
						}

						// Update once directly
						_updateTimer();

						// Then update every second
						setInterval( _updateTimer, 1000 );

					} );


					function _resetTimer() {

						if (timings == null) {
							start = new Date();
							_updateTimer();
						}
						else {
							// Reset timer to beginning of current slide
							getTimeAllocated( timings, function ( slideEndTimingSeconds ) {
								var slideEndTiming = slideEndTimingSeconds * 1000;
								callRevealApi( 'getSlidePastCount', [], function ( currentSlide ) {
									var currentSlideTiming = timings[currentSlide] * 1000;
									var previousSlidesTiming = slideEndTiming - currentSlideTiming;
									var now = new Date();
									start = new Date(now.getTime() - previousSlidesTiming);
									_updateTimer();
								} );
							} );
						}

					}

					timeEl.addEventListener( 'click', function() {
						_resetTimer();
						return false;
					} );

					function _displayTime( hrEl, minEl, secEl, time) {

						var sign = Math.sign(time) == -1 ? "-" : "";
						time = Math.abs(Math.round(time / 1000));
						var seconds = time % 60;
						var minutes = Math.floor( time / 60 ) % 60 ;
						var hours = Math.floor( time / ( 60 * 60 )) ;
						hrEl.innerHTML = sign + zeroPadInteger( hours );
						if (hours == 0) {
							hrEl.classList.add( 'mute' );
						}
						else {
							hrEl.classList.remove( 'mute' );
						}
						minEl.innerHTML = ':' + zeroPadInteger( minutes );
						if (hours == 0 && minutes == 0) {
							minEl.classList.add( 'mute' );
						}
						else {
							minEl.classList.remove( 'mute' );
						}
						secEl.innerHTML = ':' + zeroPadInteger( seconds );
					}

					function _updateTimer() {

						var diff, hours, minutes, seconds,
						now = new Date();

						diff = now.getTime() - start.getTime();

						clockEl.innerHTML = now.toLocaleTimeString( 'en-US', { hour12: true, hour: '2-digit', minute:'2-digit' } );
						_displayTime( hoursEl, minutesEl, secondsEl, diff );
						if (timings !== null) {
							_updatePacing(diff);
						}

					}

					function _updatePacing(diff) {

						getTimeAllocated( timings, function ( slideEndTimingSeconds ) {
							var slideEndTiming = slideEndTimingSeconds * 1000;

							callRevealApi( 'getSlidePastCount', [], function ( currentSlide ) {
								var currentSlideTiming = timings[currentSlide] * 1000;
								var timeLeftCurrentSlide = slideEndTiming - diff;
								if (timeLeftCurrentSlide < 0) {
									pacingEl.className = 'pacing behind';
								}
								else if (timeLeftCurrentSlide < currentSlideTiming) {
									pacingEl.className = 'pacing on-track';
								}
								else {
									pacingEl.className = 'pacing ahead';
								}
								_displayTime( pacingHoursEl, pacingMinutesEl, pacingSecondsEl, timeLeftCurrentSlide );
							} );
						} );
					}

				}

				/**
				 * Sets up the speaker view layout and layout selector.
				 */
				function setupLayout() {

					layoutDropdown = document.querySelector( '.speaker-layout-dropdown' );
					layoutLabel = document.querySelector( '.speaker-layout-label' );

					// Render the list of available layouts
					for( var id in SPEAKER_LAYOUTS ) {
						var option = document.createElement( 'option' );
						option.setAttribute( 'value', id );
						option.textContent = SPEAKER_LAYOUTS[ id ];
						layoutDropdown.appendChild( option );
					}

					// Monitor the dropdown for changes
					layoutDropdown.addEventListener( 'change', function( event ) {

						setLayout( layoutDropdown.value );

					}, false );

					// Restore any currently persisted layout
					setLayout( getLayout() );

				}

				/**
				 * Sets a new speaker view layout. The layout is persisted
				 * in local storage.
				 */
				function setLayout( value ) {

					var title = SPEAKER_LAYOUTS[ value ];

					layoutLabel.innerHTML = 'Layout' + ( title ? ( ': ' + title ) : '' );
					layoutDropdown.value = value;

					document.body.setAttribute( 'data-speaker-layout', value );

					// Persist locally
					if( supportsLocalStorage() ) {
						window.localStorage.setItem( 'reveal-speaker-layout', value );
					}

				}

				/**
				 * Returns the ID of the most recently set speaker layout
				 * or our default layout if none has been set.
				 */
				function getLayout() {

					if( supportsLocalStorage() ) {
						var layout = window.localStorage.getItem( 'reveal-speaker-layout' );
						if( layout ) {
							return layout;
						}
					}

					// Default to the first record in the layouts hash
					for( var id in SPEAKER_LAYOUTS ) {
						return id;
					}

				}

				function supportsLocalStorage() {

					try {
						localStorage.setItem('test', 'test');
						localStorage.removeItem('test');
						return true;
					}
					catch( e ) {
						return false;
					}

				}

				function zeroPadInteger( num ) {

					var str = '00' + parseInt( num );
					return str.substring( str.length - 2 );

				}

				/**
				 * Limits the frequency at which a function can be called.
				 */
				function debounce( fn, ms ) {

					var lastTime = 0,
						timeout;

					return function() {

						var args = arguments;
						var context = this;

						clearTimeout( timeout );

						var timeSinceLastCall = Date.now() - lastTime;
						if( timeSinceLastCall > ms ) {
							fn.apply( context, args );
							lastTime = Date.now();
						}
						else {
							timeout = setTimeout( function() {
								fn.apply( context, args );
								lastTime = Date.now();
							}, ms - timeSinceLastCall );
						}

					}

				}

			})();

		<\/script>
	</body>
</html>`;var on=()=>{let s,e=null,t;function i(){if(e&&!e.closed)e.focus();else{if(e=window.open("about:blank","reveal.js - Notes","width=1100,height=700"),e.marked=null,e.document.write(pi),!e){alert("Speaker view popup failed to open. Please make sure popups are allowed and reopen the speaker view.");return}l()}}function n(p){e&&!e.closed?e.focus():(e=p,window.addEventListener("message",b),w())}function l(){let p=t.getConfig().url,g=typeof p=="string"?p:window.location.protocol+"//"+window.location.host+window.location.pathname+window.location.search;s=setInterval(function(){e.postMessage(JSON.stringify({namespace:"reveal-notes",type:"connect",state:t.getState(),url:g}),"*")},500),window.addEventListener("message",b)}function o(p,g,y){let c=t[p].apply(t,g);e.postMessage(JSON.stringify({namespace:"reveal-notes",type:"return",result:c,callId:y}),"*")}function d(p){let g=t.getCurrentSlide(),y=g.querySelectorAll("aside.notes"),c=g.querySelector(".current-fragment"),E={namespace:"reveal-notes",type:"state",notes:"",markdown:!1,whitespace:"normal",state:t.getState()};if(g.hasAttribute("data-notes")&&(E.notes=g.getAttribute("data-notes"),E.whitespace="pre-wrap"),c){let x=c.querySelector("aside.notes");x?(E.notes=x.innerHTML,E.markdown=typeof x.getAttribute("data-markdown")=="string",y=null):c.hasAttribute("data-notes")&&(E.notes=c.getAttribute("data-notes"),E.whitespace="pre-wrap",y=null)}y&&(E.notes=Array.from(y).map(x=>x.innerHTML).join(`
`),E.markdown=y[0]&&typeof y[0].getAttribute("data-markdown")=="string"),e.postMessage(JSON.stringify(E),"*")}function r(p){try{return window.location.origin===p.source.location.origin}catch{return!1}}function b(p){if(r(p)){let g=JSON.parse(p.data);g&&g.namespace==="reveal-notes"&&g.type==="connected"?(clearInterval(s),w()):g&&g.namespace==="reveal-notes"&&g.type==="call"&&o(g.methodName,g.arguments,g.callId)}}function w(){t.on("slidechanged",d),t.on("fragmentshown",d),t.on("fragmenthidden",d),t.on("overviewhidden",d),t.on("overviewshown",d),t.on("paused",d),t.on("resumed",d),d()}return{id:"notes",init:function(p){t=p,/receiver/i.test(window.location.search)||(window.location.search.match(/(\?|\&)notes/gi)!==null?i():window.addEventListener("message",g=>{if(!e&&typeof g.data=="string"){let y;try{y=JSON.parse(g.data)}catch{}y&&y.namespace==="reveal-notes"&&y.type==="heartbeat"&&n(g.source)}}),t.addKeyBinding({keyCode:83,key:"S",description:"Speaker notes view"},function(){i()}))},open:i}},gi=on;function rn(s){return Uint8Array.from(atob(s),e=>e.charCodeAt(0))}async function mi(s){let e=new Blob([rn(s)]).stream().pipeThrough(new DecompressionStream("deflate"));return new Uint8Array(await new Response(e).arrayBuffer())}var xe={width:1280,height:720},Si=[1.4,.75],ln=[2,1.43],vi=[1.29,1.15,1.05,.98,.92,.86,.8],fi=Array.from({length:9},(s,e)=>1.2-e/10),ut=10,dn=1.5,yi=[18,17,16,0].map((s,e)=>({letters:s,share:[.5,.42,.34,.25][e]})),pt=document.documentElement,gt=matchMedia("(prefers-color-scheme: dark)"),cn=Object.getOwnPropertyDescriptor(window,"innerHeight").get.bind(window),ae=()=>Math.min(pt.clientWidth/xe.width,pt.clientHeight/xe.height),ge=()=>new Promise(s=>requestAnimationFrame(s)),ki=new Map;Object.defineProperty(window,"innerHeight",{configurable:!0,get:()=>document.fullscreenElement?.closest("section")?cn():Math.round(xe.height*ae()*(ki.get(document.querySelector("section.present"))??1))});function mt(s){document.body.dataset.jpThemeLight=String(!s)}function Ei(){pt.style.setProperty("--deck-px",`${ae()}px`)}var Ai="[data-part=reveal] details",vt=".gan-lesson-widget, .gan-lesson-understudy",Te=new Map;function un(){for(let s of document.querySelectorAll(vt))s.querySelector(':scope > script[type="text/plain"]')&&(Te.set(s.closest("section"),s.cloneNode(!0)),s.dataset.mounted="")}async function hn(s,e){if(s.includes('"zoom":'))return s.replace(/"zoom":[\d.]+/,`"zoom":${e}`);let t=JSON.parse(s),i={...JSON.parse(new TextDecoder().decode(await mi(t.traits))),zoom:e},n=new Blob([JSON.stringify(i)]).stream().pipeThrough(new CompressionStream("deflate")),l=new Uint8Array(await new Response(n).arrayBuffer());return t.traits=btoa(l.reduce((o,d)=>o+String.fromCharCode(d),"")),JSON.stringify(t)}async function pn(s,e){let t=Te.get(s).cloneNode(!0),i=t.querySelector('script[type="application/json"]');i.textContent=await hn(i.textContent,(e*ae()).toFixed(3)*1),s.querySelector(vt).replaceWith(t);let{textContent:n}=t.querySelector(":scope > script[type=module]"),l=Object.assign(document.createElement("script"),{type:"module",textContent:n});document.head.append(l),l.remove(),await fn(()=>t.querySelector("[role=group], .gan-lesson-live"))}var Ce=s=>s.querySelector(".deck-body"),Ri=s=>Ce(s).scrollHeight>Ce(s).clientHeight+1,Pe=s=>Ri(s)||Ce(s).scrollWidth>Ce(s).clientWidth+1;function gn(s,{letters:e,share:t}){let i=[...s.querySelectorAll(".deck-stage figure img")];if(!i.length)return!Pe(s);let n=s.querySelector(".deck-stage").clientWidth,l=(b,w)=>{let p=w*xe.height*ae()*b.naturalWidth/b.naturalHeight/i.length;return Math.min(n,p,dn*b.naturalWidth*ae())},o=b=>i.every(w=>{let p=(w.dataset.lettering??0)*l(w,b)/w.getAttribute("width");return p?p>=e*ae():b>=t}),d=b=>{for(let w of i){let p=l(w,b),g=p*w.naturalHeight/w.naturalWidth;Object.assign(w.style,{width:`${p}px`,height:`${g}px`,maxWidth:"none"})}return!Pe(s)},r=Array.from({length:45},(b,w)=>1-w/50).filter(o);return!r.length||!d(r.at(-1))?!1:(Li(r.length-1,b=>d(r[b])),!0)}function Li(s,e){let[t,i]=[0,s];for(;t<i;){let n=Math.floor((t+i)/2);e(n)?i=n:t=n+1}e(i)}async function mn(s){if(await ge(),await ge(),await Promise.all([...s.querySelectorAll("img")].map(t=>t.decode().catch(()=>{}))),Te.has(s))return vn(s);let e=s.querySelectorAll(Ai);if(e.length&&!s.dataset.asked){for(let t of e)t.open=!0;if(bi(s,yi.slice(0,2)))return;for(let t of e)t.open=!1}bi(s,yi)}function bi(s,e){let t=s.querySelectorAll(".gan-lesson:not(.gan-lesson-widget, .gan-lesson-live)"),i=([l,o],d)=>l-(l-o)*d/ut,n=s.classList.contains("deck-wide");for(let l of e){let o=d=>{s.style.setProperty("--deck-k",i(Si,d));for(let r of t)r.style.setProperty("--gl-zoom",i(ln,d)*ae());return gn(s,l)};for(let d of s.querySelector(".deck-after")?[n,!n]:[n])if(s.classList.toggle("deck-wide",d),!!o(ut))return l.letters!==0&&Li(ut,o),!0}return s.classList.toggle("deck-wide",n),!1}async function vn(s){s.style.setProperty("--deck-k",Si[1]);let e=async t=>{ki.set(s,t),s.querySelector(vt).style.maxWidth=`calc(100% - ${t}px)`,await ge(),await ge()};for(let t of vi){s.classList.remove("deck-brief"),await pn(s,t);for(let i of t===vi[0]?[!1,!0]:[!0])if(s.classList.toggle("deck-brief",i),await e(fi.at(-1)),!Ri(s)){for(let n of fi)if(await e(n),!Pe(s))return}}}async function fn(s){for(let e=0;!s()&&e<200;e++)await ge()}var wi=Promise.resolve(),ht=0;function Ne(){let s=++ht;wi=wi.then(async()=>{if(s!==ht)return;let e=le.getCurrentSlide(),t=String(ae());e.dataset.fitted!==t&&(delete e.dataset.fitted,await mn(e),s===ht&&(e.dataset.fitted=t))})}function yn(s){!["PageUp","PageDown"].includes(s.key)||s.ctrlKey||s.altKey||s.metaKey||(s.preventDefault(),s.stopImmediatePropagation(),document.fullscreenElement?.closest("section")&&document.exitFullscreen(),s.key==="PageDown"?le.next():le.prev())}async function bn(s){await ge();let e=le.getCurrentSlide();s.type==="click"&&s.target.closest(Ai)&&(e.dataset.asked=""),!(Te.has(e)||!Pe(e))&&(delete e.dataset.fitted,Ne())}function wn(s){let e=document.querySelector("details.deck-fold[open]");s.key!=="Escape"||!e||(s.stopImmediatePropagation(),e.open=!1,e.querySelector("summary").focus())}mt(gt.matches);gt.addEventListener("change",()=>mt(gt.matches));Ei();un();addEventListener("keydown",yn,{capture:!0});addEventListener("keydown",wn,{capture:!0});for(let s of["click","keyup","toggle"])addEventListener(s,bn,{capture:!0});var le=new hi(document.querySelector(".reveal"),{disableLayout:!0,controls:!1,hash:!0,overview:!1,plugins:[gi],slideNumber:"c/t",transition:"none",backgroundTransition:"none",keyboard:{68:()=>mt(document.body.dataset.jpThemeLight==="true")}});le.on("slidechanged",({previousSlide:s})=>{for(let e of s?.querySelectorAll("details.deck-fold[open]")??[])e.open=!1;Ne()});le.initialize().then(Ne);window.Reveal=le;addEventListener("resize",()=>{Ei(),Ne()});})();
/*! Bundled license information:

reveal.js/dist/reveal.esm.js:
  (*!
  * reveal.js 4.6.0
  * https://revealjs.com
  * MIT licensed
  *
  * Copyright (C) 2011-2023 Hakim El Hattab, https://hakim.se
  *)
*/
